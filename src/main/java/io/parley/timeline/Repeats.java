package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds repeats by message id for at least seven days. Ids stand in two tables that take turns: a new id is written
/// into the current one unless either knows it, and every seven days the older one is emptied at once. A key on the
/// events would not do, because the corrected time differs between a send and its repeat.
@Component
class Repeats {
  private static final Duration TURN = Duration.ofDays(7);

  private final Database database;
  private final Clocks clocks;

  private record Generation(String current, Instant since) {}

  Repeats(Database database, Clocks clocks) {
    this.database = database;
    this.clocks = clocks;
  }

  static UUID key(WorkspaceId workspace, String messageId) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(4).putInt(workspace.value()).flip());
      var hash = ByteBuffer.wrap(digest.digest(messageId.getBytes(StandardCharsets.UTF_8)));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// Remembers these ids and returns those that are new.
  Set<UUID> fresh(WorkspaceId workspace, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return Set.of();
    }
    var current = generation().current;
    var previous = current.equals("a") ? "b" : "a";
    return new HashSet<>(database.sql().sql("""
        insert into timeline.seen_%s (workspace_id, id)
        select :workspace, n.id from unnest(:ids::uuid[]) n (id)
        where not exists (select from timeline.seen_%s p where p.workspace_id = :workspace and p.id = n.id)
        on conflict do nothing returning id
        """.formatted(current, previous))
        .param("workspace", workspace.value())
        .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .query(UUID.class)
        .list());
  }

  /// Turns the two tables if it is time. Only the fold calls this, so nobody waits for the lock of the truncate.
  void turn() {
    var generation = generation();
    if (Duration.between(generation.since, clocks.wall()).compareTo(TURN) < 0) {
      return;
    }
    var next = generation.current.equals("a") ? "b" : "a";
    database.sql().sql("truncate timeline.seen_" + next).update();
    database.sql().sql("update timeline.generation set current = :next, since = :now")
        .param("next", next)
        .param("now", Timestamp.from(clocks.wall()))
        .update();
  }

  private Generation generation() {
    return database.sql().sql("select current, since from timeline.generation")
        .query((row, n) -> new Generation(row.getString(1), row.getTimestamp(2).toInstant()))
        .single();
  }
}
