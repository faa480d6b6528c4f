package io.parley.integration;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/// The permanent keys. Whoever has something to tell asks here first, in the transaction that appends it, so that each
/// thing is told once however often a file or a webhook brings it; the newest version wins.
@Repository
class Known {
  private final Database database;

  /// `digest` is the hash of what is to be told; `version` when it was so; `refunded` how much of an order went back.
  record Given(String key, String digest, Instant version, BigDecimal refunded, boolean placed) {}

  /// What was told before: nothing, the same, something older (`CHANGED`) or something newer (`STALE`).
  enum News {
    FRESH, CHANGED, SAME, STALE
  }

  /// How it stood before. `refunded` had gone back, `placed` if the order itself was told.
  record Before(News news, BigDecimal refunded, boolean placed) {
    static final Before NOTHING = new Before(News.FRESH, BigDecimal.ZERO, false);

    boolean worthTelling() {
      return news == News.FRESH || news == News.CHANGED;
    }
  }

  private record Row(String key, String digest, Instant version, BigDecimal refunded, boolean placed) {}

  Known(Database database) {
    this.database = database;
  }

  /// Remembers these and says how each stood. Keys are locked in their order until the transaction ends.
  Map<String, Before> tell(WorkspaceId workspace, String kind, String channel, List<Given> given) {
    var rows = new HashMap<String, Row>();
    for (var row : lock(workspace, kind, channel, given)) {
      rows.put(row.key, row);
    }
    var before = new HashMap<String, Before>();
    for (var one : given) {
      var row = rows.get(one.key);
      if (row == null) {
        before.put(one.key, Before.NOTHING);
      } else {
        var news = one.version.isBefore(row.version) ? News.STALE
            : one.digest.equals(row.digest) ? News.SAME : News.CHANGED;
        before.put(one.key, new Before(news, row.refunded, row.placed));
      }
    }
    save(workspace, kind, channel, given.stream().filter(one -> {
      var was = before.getOrDefault(one.key, Before.NOTHING);
      return was.worthTelling() || (one.placed && !was.placed);
    }).toList());
    return before;
  }

  private List<Row> lock(WorkspaceId workspace, String kind, String channel, List<Given> given) {
    return database.sql().sql("""
        select key, digest, version, refunded, placed from integration.known
        where workspace_id = :workspace and kind = :kind and channel = :channel and key = any (:keys)
        order by key for update
        """)
        .param("workspace", workspace.value())
        .param("kind", kind)
        .param("channel", channel)
        .param("keys", given.stream().map(Given::key).toArray(String[]::new))
        .query((row, n) -> new Row(row.getString(1), row.getString(2),
            row.getObject(3, OffsetDateTime.class).toInstant(), row.getBigDecimal(4), row.getBoolean(5)))
        .list();
  }

  private void save(WorkspaceId workspace, String kind, String channel, List<Given> given) {
    if (given.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into integration.known as k
          (workspace_id, kind, channel, key, digest, version, refunded, placed)
        select :workspace, :kind, :channel, key, digest, version, refunded, placed
        from unnest(:keys, :digests, :versions::timestamptz[], :refunds::numeric[], :placed)
          g (key, digest, version, refunded, placed)
        order by key
        on conflict (workspace_id, kind, channel, key) do update
          set digest = case when excluded.version >= k.version then excluded.digest else k.digest end,
              version = greatest(k.version, excluded.version), refunded = greatest(k.refunded, excluded.refunded),
              placed = k.placed or excluded.placed
        """)
        .param("workspace", workspace.value())
        .param("kind", kind)
        .param("channel", channel)
        .param("keys", given.stream().map(Given::key).toArray(String[]::new))
        .param("digests", given.stream().map(Given::digest).toArray(String[]::new))
        .param("versions", given.stream().map(one -> one.version.atOffset(ZoneOffset.UTC).toString())
            .toArray(String[]::new))
        .param("refunds", given.stream().map(one -> one.refunded.toPlainString()).toArray(String[]::new))
        .param("placed", given.stream().map(Given::placed).toArray(Boolean[]::new))
        .update();
  }
}
