package io.parley.outreach;

import io.parley.channel.Content;
import io.parley.conversation.Automation;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Lists of sends with what became of them, and the answers the guard gave.
@Repository
class Sends {
  private static final TypeReference<Map<String, Content>> BY_CHANNEL = new TypeReference<>() {};
  private static final int MOST_PEOPLE = 200;
  private static final int MOST_REASONS = 20_000;

  private final Database database;
  private final Customers customers;
  private final JsonMapper json;

  /// `customerName` null while nobody knows it. `state` is planned, held, sending, sent, delivered, read, failed,
  /// skipped or unknown; `until` when it is asked again whether it may go; `text` what it says, in one line.
  record SendView(UUID id, Source.Kind source, UUID sourceId, String step, String name, CustomerId customerId,
      @Nullable String customerName, String klass, String state, @Nullable String reason, @Nullable String detail,
      @Nullable Instant until, Instant plannedAt, @Nullable Instant wentAt, @Nullable String channel,
      @Nullable Boolean free, @Nullable BigDecimal cost, String text) {}

  /// One answer of the guard: send, hold or skip.
  record DecisionView(Instant at, String verdict, @Nullable String reason, @Nullable Instant until,
      @Nullable String channel, @Nullable BigDecimal cost, @Nullable String detail) {}

  /// Everything given must hold. `reason` finds what was ever held or skipped for it.
  record Filter(@Nullable CustomerId customer, @Nullable String query, Source.@Nullable Kind source,
      @Nullable UUID sourceId, @Nullable String state, @Nullable String reason) {}

  Sends(Database database, Customers customers, JsonMapper json) {
    this.database = database;
    this.customers = customers;
    this.json = json;
  }

  /// The latest planned first.
  Page<SendView> page(WorkspaceId workspace, Filter filter, @Nullable String cursor, int limit) {
    var before = cursor == null ? null : uuid(cursor);
    return database.tenant(workspace, () -> {
      var who = people(workspace, filter);
      var rows = database.sql().sql("""
          select s.*, p.customer_id, h.name as customer_name,
            coalesce(s.words, (select w.content from outreach.words w where w.id = s.words_id
              and w.workspace_id = :workspace))::text as said
          from outreach.send s join customer.person p on p.identity_id = s.identity_id
            join customer.at_home h on h.customer_id = p.customer_id
          where s.workspace_id = :workspace and p.workspace_id = :workspace and h.workspace_id = :workspace
          """
          + (who == null ? "" : """
               and s.identity_id in (select m.identity_id from customer.person m
                 where m.workspace_id = :workspace and m.customer_id = any (:who::uuid[]))
              """)
          + (filter.source == null ? "" : " and s.source = :source")
          + (filter.sourceId == null ? "" : " and s.source_id = :sourceId::uuid")
          + (filter.state == null ? "" : " and s.state = :state")
          + (filter.reason == null ? "" : """
               and s.id in (select d.send_id from outreach.decision d where d.workspace_id = :workspace
                 and d.reason = :reason order by d.id desc limit :reasons)
              """)
          + (before == null ? "" : " and s.id < :before::uuid") + " order by s.id desc limit :limit")
          .param("workspace", workspace.value())
          .param("who", who == null ? null : SendStore.texts(who, CustomerId::toString), Types.ARRAY)
          .param("source", filter.source == null ? null : filter.source.word())
          .param("sourceId", filter.sourceId == null ? null : filter.sourceId.toString())
          .param("state", filter.state)
          .param("reason", filter.reason)
          .param("reasons", MOST_REASONS)
          .param("before", before == null ? null : before.toString())
          .param("limit", limit + 1)
          .query((row, n) -> view(row))
          .list();
      return Page.cut(rows, limit, last -> last.id.toString());
    });
  }

  /// The answers about one send, the earliest first.
  List<DecisionView> decisions(WorkspaceId workspace, UUID send) {
    return database.tenant(workspace, () -> {
      var _ = database.sql().sql("select id from outreach.send where workspace_id = :workspace and id = :send")
          .param("workspace", workspace.value()).param("send", send).query(UUID.class).optional()
          .orElseThrow(Problem::notFound);
      return answers(workspace, send);
    });
  }

  private List<DecisionView> answers(WorkspaceId workspace, UUID send) {
    return database.sql().sql("""
        select at, verdict, reason, until, channel, cost, detail from outreach.decision
        where workspace_id = :workspace and send_id = :send order by id
        """)
        .param("workspace", workspace.value())
        .param("send", send)
        .query((row, n) -> new DecisionView(SendStore.instant(row, 1), row.getString(2), row.getString(3),
            time(row, "until"), row.getString(5), row.getBigDecimal(6), row.getString(7)))
        .list();
  }

  private @Nullable List<CustomerId> people(WorkspaceId workspace, Filter filter) {
    if (filter.customer != null) {
      return List.of(customers.survivor(workspace, filter.customer).orElseThrow(Problem::notFound));
    }
    return filter.query == null || filter.query.isBlank() ? null
        : customers.matching(workspace, CustomerFilter.finding(filter.query), null, MOST_PEOPLE);
  }

  private SendView view(ResultSet row) throws SQLException {
    var channel = row.getString("channel");
    return new SendView(row.getObject("id", UUID.class), Source.Kind.of(row.getString("source")),
        row.getObject("source_id", UUID.class), row.getString("step"), row.getString("name"),
        new CustomerId(row.getObject("customer_id", UUID.class)), row.getString("customer_name"),
        row.getString("class"), row.getString("state"), row.getString("reason"), row.getString("detail"),
        time(row, "due_at"), row.getObject("planned_at", OffsetDateTime.class).toInstant(), time(row, "went_at"),
        channel, row.getObject("free", Boolean.class), row.getBigDecimal("cost"), said(row.getString("said"), channel));
  }

  /// What it says on the channel it took, or on any it might take.
  private String said(@Nullable String words, @Nullable String channel) {
    var byChannel = words == null ? Map.<String, Content>of() : json.readValue(words, BY_CHANNEL);
    return Optional.ofNullable(channel).map(byChannel::get).or(() -> Optional.ofNullable(byChannel.get(Words.ANY)))
        .or(() -> byChannel.values().stream().findFirst()).map(Automation::summary).orElse("");
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static UUID uuid(String cursor) {
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException garbled) {
      throw Problem.invalid("cursor", "這個位置看不懂，請從頭載入", "This cursor cannot be read. Load from the start");
    }
  }
}
