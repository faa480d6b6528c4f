package io.parley.timeline;

import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a customer wants, said by herself over a signed link or by the team for her. Each word is in the ledger and on
/// her timeline in one transaction.
@Component
public final class Preferences {
  private static final int MAC_BYTES = 12;
  private static final int TOKEN_BYTES = 4 + 16 + MAC_BYTES;

  private final Consents consents;
  private final Customers customers;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;
  private final Settings settings;
  private final byte[] key;

  /// Whose page a link opens.
  record Holder(WorkspaceId workspace, IdentityId identity, CustomerId customer) {}

  Preferences(Consents consents, Customers customers, Timeline timeline, Database database, Clocks clocks,
      Settings settings, Secrets secrets) {
    this.consents = consents;
    this.customers = customers;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
    this.settings = settings;
    this.key = secrets.derive("preference-link").getBytes(StandardCharsets.UTF_8);
  }

  /// The address of the page on which this identity's customer says what she wants. It does not expire, because the
  /// foot of an old mail must still work; it ends when she is erased.
  public String link(WorkspaceId workspace, IdentityId identity) {
    var named = ByteBuffer.allocate(TOKEN_BYTES).putInt(workspace.value())
        .putLong(identity.value().getMostSignificantBits()).putLong(identity.value().getLeastSignificantBits());
    var token = named.put(mac(Arrays.copyOf(named.array(), TOKEN_BYTES - MAC_BYTES))).array();
    return settings.url() + "/p/" + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /// Empty if the link is not ours, or nobody is there any more.
  Optional<Holder> holder(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    if (bytes.length != TOKEN_BYTES || !MessageDigest.isEqual(mac(Arrays.copyOf(bytes, TOKEN_BYTES - MAC_BYTES)),
        Arrays.copyOfRange(bytes, TOKEN_BYTES - MAC_BYTES, TOKEN_BYTES))) {
      return Optional.empty();
    }
    var named = ByteBuffer.wrap(bytes);
    var workspace = new WorkspaceId(named.getInt());
    var identity = new IdentityId(new UUID(named.getLong(), named.getLong()));
    return customers.of(workspace, identity).map(customer -> new Holder(workspace, identity, customer));
  }

  private byte[] mac(byte[] named) {
    return Arrays.copyOf(Secrets.hmac("HmacSHA256", key, named), MAC_BYTES);
  }

  /// `by` is the member who writes it for her, null if she did it herself.
  record Answer(boolean granted, String wording, String source, @Nullable UUID by) {}

  /// Writes down what she said.
  void say(Holder holder, Asking asking, Answer answer) {
    var workspace = holder.workspace;
    database.tenant(workspace, () -> {
      var now = clocks.now(workspace);
      consents.add(workspace, holder.identity, new Consent(asking.purpose(), asking.channel(), answer.granted,
          answer.wording, answer.source, answer.by, now));
      timeline.append(workspace, List.of(NewFact.about(holder.identity, FactKind.CONSENT,
          FactKind.CONSENT + "-" + Ids.next(), now, Map.of("text", answer.wording, "purpose",
              asking.purpose().name(), "asked", asking.channel().name(), "granted", Boolean.toString(answer.granted),
              "source", answer.source))));
    });
  }

  /// She told her mail provider that our mail is unwanted: a no to offers by mail, in the running engine transaction.
  public void complained(WorkspaceId workspace, IdentityId identity, String wording) {
    customers.of(workspace, identity).ifPresent(customer -> say(new Holder(workspace, identity, customer),
        new Asking(Consent.Purpose.marketing, Consent.Channel.email, false),
        new Answer(false, wording, "complaint", null)));
  }

  List<Consent> standing(Holder holder) {
    return consents.standing(holder.workspace, holder.customer);
  }
}
