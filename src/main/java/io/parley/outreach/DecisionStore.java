package io.parley.outreach;

import static io.parley.outreach.SendStore.texts;

import io.parley.channel.ConnectionId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// Writes what was decided: once on the send, as it stands now, and once for ever.
@Repository
class DecisionStore {
  /// Columns of what was decided, as arrays, and their names.
  static final String ARRAYS = """
      :states, :verdicts, :reasons, :untils::timestamptz[], :channels, :reached::uuid[], :connections::uuid[],
            :free::boolean[], :costs::numeric[], :details""";
  static final String COLUMNS = "state, verdict, reason, until, channel, reached, connection, free, cost, detail";
  static final String KEPT = """
      insert into outreach.decision (workspace_id, send_id, at, verdict, reason, until, channel, cost, detail)
          select :workspace, id, :now::timestamptz, verdict, reason, until, channel, cost, detail from t""";

  private final Database database;

  /// What became of one send. `state` is the send's; `way` null unless it goes.
  record Made(SendId send, String state, Decision decision, @Nullable Way way, @Nullable String detail) {
    @Nullable Reason reason() {
      return switch (decision) {
        case Decision.Send _ -> null;
        case Decision.Hold hold -> hold.reason();
        case Decision.Skip skip -> skip.reason();
      };
    }

    @Nullable Instant until() {
      return decision instanceof Decision.Hold hold ? hold.until() : null;
    }

    @Nullable BigDecimal cost() {
      return decision instanceof Decision.Send send ? send.cost() : null;
    }

    private String verdict() {
      return switch (decision) {
        case Decision.Send _ -> "send";
        case Decision.Hold _ -> "hold";
        case Decision.Skip _ -> "skip";
      };
    }
  }

  /// Where a send goes: by a connection, or into the thread on the site.
  record Way(String channel, IdentityId identity, @Nullable ConnectionId connection, boolean free) {}

  DecisionStore(Database database) {
    this.database = database;
  }

  void keep(WorkspaceId workspace, List<Made> made, Instant now) {
    if (made.isEmpty()) {
      return;
    }
    database.sql().sql("""
        with t as (
          select * from unnest(:ids::uuid[], %s) as t (id, %s)
        ), kept as (%s)
        update outreach.send s
        set state = t.state, reason = t.reason, detail = t.detail, due_at = t.until,
            went_at = case when t.verdict = 'send' then :now::timestamptz end,
            settled_at = case when t.state in ('sent', 'skipped', 'failed') then :now::timestamptz end,
            channel = t.channel, reached_id = t.reached, connection_id = t.connection, free = t.free, cost = t.cost
        from t where s.id = t.id and s.workspace_id = :workspace
        """.formatted(ARRAYS, COLUMNS, KEPT))
        .params(columns(made))
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .update();
  }

  static Map<String, Object> columns(List<Made> made) {
    var columns = new HashMap<String, Object>();
    columns.put("ids", texts(made, one -> one.send.toString()));
    columns.put("states", texts(made, Made::state));
    columns.put("verdicts", texts(made, Made::verdict));
    columns.put("reasons", texts(made, one -> one.reason() == null ? null : one.reason().word()));
    columns.put("untils", texts(made, one -> one.until() == null ? null : one.until().toString()));
    columns.put("channels", texts(made, one -> one.way == null ? null : one.way.channel));
    columns.put("reached", texts(made, one -> one.way == null ? null : one.way.identity.toString()));
    columns.put("connections", texts(made, one -> one.way == null || one.way.connection == null ? null
        : one.way.connection.toString()));
    columns.put("free", texts(made, one -> one.way == null ? null : Boolean.toString(one.way.free)));
    columns.put("costs", texts(made, one -> one.cost() == null ? null : one.cost().toPlainString()));
    columns.put("details", texts(made, Made::detail));
    return columns;
  }

  /// Ends what a source wants and what has not gone yet; at most `most`. Returns how many.
  int withdraw(WorkspaceId workspace, Source.Kind kind, UUID source, Instant now,
      @Nullable Collection<String> keys, int most) {
    return database.sql().sql("""
        with gone as (
          update outreach.send
          set state = 'skipped', reason = 'cancelled', due_at = null, settled_at = :now::timestamptz
          where workspace_id = :workspace and id in (
            select id from outreach.send where workspace_id = :workspace and source = :kind and source_id = :source
              and due_at is not null and (:keys::text[] is null or key = any (:keys::text[]))
            order by id limit :most for update)
          returning id)
        insert into outreach.decision (workspace_id, send_id, at, verdict, reason)
        select :workspace, id, :now::timestamptz, 'skip', 'cancelled' from gone
        """)
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("kind", kind.word())
        .param("source", source)
        .param("keys", keys == null ? null : keys.toArray(String[]::new), Types.ARRAY)
        .param("most", most)
        .update();
  }
}
