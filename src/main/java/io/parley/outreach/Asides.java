package io.parley.outreach;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.channel.OutgoingId;
import io.parley.conversation.Automation;
import io.parley.conversation.ConversationId;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What broadcasts said to a person outside her thread and her timeline. A line and a fact for each of a million would
/// cost more than the sending, so what went to hundreds in one call is put where it belongs when somebody reads.
@Component
class Asides {
  static final int MOST = 100;
  private static final TypeReference<Map<String, Content>> BY_CHANNEL = new TypeReference<>() {};

  private final Database database;
  private final Customers customers;
  private final Automation automation;
  private final Channels channels;
  private final JsonMapper json;

  /// @param by the name of the broadcast
  /// @param text what it says, in one line
  record Aside(UUID id, Instant at, String channel, UUID broadcastId, String by, Content content, String kind,
      String text, State state, @Nullable String reason) {
    /// As of a message in a thread.
    enum State { sending, sent, delivered, read, failed, unknown }
  }

  Asides(Database database, Customers customers, Automation automation, Channels channels, JsonMapper json) {
    this.database = database;
    this.customers = customers;
    this.automation = automation;
    this.channels = channels;
    this.json = json;
  }

  /// Those that belong to a thread and are no line of it, from an instant on; the latest first, at most `MOST`.
  List<Aside> ofThread(WorkspaceId workspace, ConversationId conversation, @Nullable Instant from) {
    return database.tenant(workspace, () -> {
      var identity = automation.identity(workspace, conversation).orElseThrow(Problem::notFound);
      var all = all(workspace, List.of(identity), from);
      var lines = automation.lines(workspace, all.stream().map(Aside::id).toList());
      return all.stream().filter(one -> !lines.contains(one.id)).toList();
    });
  }

  /// Those that are no fact on her timeline.
  List<Aside> ofCustomer(WorkspaceId workspace, CustomerId customer, @Nullable Instant from) {
    return database.tenant(workspace, () -> {
      var survivor = customers.survivor(workspace, customer).orElseThrow(Problem::notFound);
      var all = all(workspace, identities(workspace, survivor), from);
      var alone = channels.alone(workspace, all.stream().map(one -> new OutgoingId(one.id))
          .collect(Collectors.toSet())).stream().map(OutgoingId::value).collect(Collectors.toSet());
      return all.stream().filter(one -> !one.channel.equals(Standings.WEB) && !alone.contains(one.id)).toList();
    });
  }

  private Set<IdentityId> identities(WorkspaceId workspace, CustomerId customer) {
    return Set.copyOf(database.sql().sql("""
        select identity_id from customer.person where workspace_id = :workspace and customer_id = :customer
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query((row, n) -> new IdentityId(row.getObject(1, UUID.class)))
        .list());
  }

  private List<Aside> all(WorkspaceId workspace, Collection<IdentityId> reached, @Nullable Instant from) {
    return database.sql().sql("""
        select s.id, s.went_at, s.channel, s.source_id, s.name, s.state, s.detail,
          coalesce(s.words, (select w.content from outreach.words w where w.id = s.words_id
            and w.workspace_id = :workspace))::text as said
        from outreach.send s
        where s.workspace_id = :workspace and s.reached_id = any (:reached::uuid[]) and s.class = 'marketing'
          and s.went_at is not null and s.went_at >= coalesce(:from::timestamptz, '-infinity')
          and s.source = 'broadcast' and s.state not in ('planned', 'held', 'skipped')
        order by s.went_at desc limit :most
        """)
        .param("workspace", workspace.value())
        .param("reached", SendStore.texts(reached, IdentityId::toString))
        .param("from", from == null ? null : from.toString())
        .param("most", MOST)
        .query((row, n) -> {
          var channel = row.getString(3);
          var content = said(row.getString("said"), channel);
          return new Aside(row.getObject(1, UUID.class), SendStore.instant(row, 2), channel,
              row.getObject(4, UUID.class), row.getString(5), content, Automation.kind(content),
              Automation.summary(content), Aside.State.valueOf(row.getString(6)), row.getString(7));
        })
        .list();
  }

  private Content said(String words, String channel) {
    var byChannel = json.readValue(words, BY_CHANNEL);
    var here = byChannel.containsKey(channel) ? byChannel.get(channel) : byChannel.get(Words.ANY);
    return here == null ? byChannel.values().iterator().next() : here;
  }
}
