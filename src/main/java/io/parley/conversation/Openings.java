package io.parley.conversation;

import io.parley.channel.Channels;
import io.parley.channel.Connection;
import io.parley.conversation.Write.Target;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerView;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.Say;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import io.parley.workspace.MemberId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Staff write first. Only mail allows it of anybody: an address that is known is enough.
@Component
class Openings {
  private static final String EMAIL = Channel.EMAIL.word();

  private final Database database;
  private final Customers customers;
  private final Channels channels;
  private final Places places;
  private final Timeline timeline;
  private final Clocks clocks;

  Openings(Database database, Customers customers, Channels channels, Places places, Timeline timeline,
      Clocks clocks) {
    this.database = database;
    this.customers = customers;
    this.channels = channels;
    this.places = places;
    this.timeline = timeline;
    this.clocks = clocks;
  }

  /// Her thread by mail; begun if there is none. An address that only stands in her profile becomes an identity of hers
  /// by the word of whoever writes there, unless somebody else has written from it.
  ConversationId byMail(WorkspaceId workspace, CustomerId customer, @Nullable MemberId by) {
    var connection = channels.connections(workspace).stream().filter(one -> one.kind().equals(EMAIL)).findFirst()
        .map(Connection::id)
        .orElseThrow(() -> Problem.conflict("no_mail", "還沒接上電郵，先到設定連接", "Connect e-mail in the settings first"));
    return database.tenant(workspace, () -> {
      var her = customers.view(workspace, customer).orElseThrow(Problem::notFound);
      var address = address(her).orElseThrow(() ->
          Problem.conflict("no_address", "不知道她的電郵地址", "No e-mail address of hers is known"));
      var target = new Target.Elsewhere(workspace, Channel.EMAIL, connection, address);
      var fresh = customers.find(workspace, target.identity()).isEmpty();
      var place = Optional.ofNullable(places.find(List.of(target)).place(target)).orElseThrow(Problem::notFound);
      if (fresh && !her.identities().isEmpty()) {
        var identity = customers.ensure(workspace, target.identity());
        timeline.append(workspace, List.of(NewFact.merge(her.identities().getFirst().id(), identity,
            new Say(Say.STAFF, by == null ? null : by.value(), "寫信到她的電郵"), "mail-" + Ids.next(),
            clocks.now(workspace))));
      }
      return place.id();
    });
  }

  private static Optional<String> address(CustomerView her) {
    return her.identities().stream().filter(one -> one.key().kind().equals(EMAIL)).map(one -> one.key().value())
        .reduce((first, last) -> last)
        .or(() -> Optional.of(her.attributes().path(EMAIL).asString("")))
        .map(text -> text.strip().toLowerCase(Locale.ROOT))
        .filter(text -> text.matches("[^@\\s,;<>]{1,64}@[^@\\s,;<>]+\\.[^@\\s,;.<>]{2,}")
            && text.length() <= IdentityKey.LONGEST_VALUE);
  }
}
