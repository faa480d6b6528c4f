package io.parley.conversation;

import io.parley.channel.Channels;
import io.parley.channel.Connection;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How a visitor shows that a LINE account is hers, too: a code she types there, or LINE's own account link.
@Component
public final class Links {
  public static final Duration LIFE = Duration.ofMinutes(10);
  static final int MAX_ATTEMPTS = 5;
  private static final int CODE_DIGITS = 6;
  private static final int TRIES = 20;
  private static final int MAX_LINK_TOKEN = 400;
  private static final int LONGEST_WORDS = 300;
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}-]+");
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");

  private final LinkStore store;
  private final Places places;
  private final Database database;
  private final Channels channels;
  private final Customers customers;
  private final Clocks clocks;

  /// `sayUrl` opens the chat with the shop's account on her phone with the code written already, to be sent by one tap;
  /// null where the provider has no such address.
  public record Code(String code, Instant expiresAt, @Nullable String sayUrl) {}

  Links(LinkStore store, Places places, Database database, Channels channels, Customers customers, Clocks clocks) {
    this.store = store;
    this.places = places;
    this.database = database;
    this.channels = channels;
    this.customers = customers;
    this.clocks = clocks;
  }

  /// A fresh code of six digits, good for ten minutes and one use. Asking for one is the visitor's own act, so her
  /// secret is bound now; no conversation begins. `words` is what she was shown when she asked to keep her cart there
  /// and be reminded of it: whoever types the code has agreed to them. Null only links.
  public Code code(Visitor visitor, @Nullable String words) {
    if (words != null && (words.isBlank() || words.length() > LONGEST_WORDS)) {
      throw Problem.invalid("words", "同意的文字要有 1 到 300 個字", "The words agreed to have 1 to 300 characters");
    }
    return database.tenant(visitor.workspace(), () -> {
      var identity = proved(visitor);
      var now = clocks.now(visitor.workspace());
      store.forget(visitor.workspace(), identity);
      for (var n = 0; n < TRIES; n++) {
        var code = Ids.digits(CODE_DIGITS);
        if (store.insert(visitor.workspace(), code, new LinkStore.Owner(identity, words), now, now.plus(LIFE))) {
          return new Code(code, now.plus(LIFE), channels.sayUrl(visitor.workspace(), code).orElse(null));
        }
      }
      throw Problem.busy();
    });
  }

  /// Where her browser goes to agree on LINE's side. The nonce comes back in LINE's webhook, and only its hash is kept.
  public URI dialog(Visitor visitor, String linkToken) {
    if (linkToken.isBlank() || linkToken.length() > MAX_LINK_TOKEN) {
      throw Problem.invalid("link_token", "連結已失效，請從 LINE 再點一次", "This link no longer works. Open it from LINE again");
    }
    var connection = channels.connections(visitor.workspace()).stream()
        .filter(one -> one.kind().equals(Channel.LINE.word()))
        .map(Connection::id)
        .findFirst()
        .orElseThrow(() -> Problem.conflict("no_line", "店家還沒接上 LINE", "The shop has not connected LINE"));
    var nonce = Ids.secret();
    database.tenant(visitor.workspace(), () -> {
      var until = clocks.now(visitor.workspace()).plus(LIFE);
      store.insertNonce(visitor.workspace(), Secrets.sha256(nonce), proved(visitor), until);
    });
    return channels.linkDialog(visitor.workspace(), connection, linkToken, nonce);
  }

  /// Whose live code these words are; the code is used up. Too many wrong ones from one address and none is looked at
  /// for a while.
  Optional<LinkStore.Owner> redeem(WorkspaceId workspace, IdentityId from, String words) {
    var code = SPACES.matcher(Normalizer.normalize(words, Normalizer.Form.NFKC)).replaceAll("");
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    var now = clocks.now(workspace);
    if (store.attempts(workspace, from, now.minus(LIFE)) >= MAX_ATTEMPTS) {
      return Optional.empty();
    }
    var owner = store.take(workspace, code, now);
    if (owner.isEmpty()) {
      store.missed(workspace, from, now, now.minus(LIFE));
    }
    return owner;
  }

  /// True if this visitor is known on LINE, too. Of a visitor who is somebody else nothing is told.
  public boolean linked(Visitor visitor) {
    return database.tenant(visitor.workspace(), () -> places.proved(visitor)
        .flatMap(identity -> customers.of(visitor.workspace(), identity))
        .stream().flatMap(customer -> customers.identities(visitor.workspace(), customer).stream())
        .anyMatch(identity -> identity.key().kind().equals(Channel.LINE.word())));
  }

  /// Whose nonce this is; it is used up.
  Optional<IdentityId> redeemNonce(WorkspaceId workspace, String nonce) {
    return store.takeNonce(workspace, Secrets.sha256(nonce), clocks.now(workspace));
  }

  private IdentityId proved(Visitor visitor) {
    var bound = places.prove(visitor);
    if (!visitor.fits(bound.secretHash())) {
      throw Visitor.stranger();
    }
    return bound.identity();
  }
}
