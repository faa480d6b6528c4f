package io.parley.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// The time of a workspace: the wall clock, plus how far its time machine was moved. Forward only.
///
/// Leases, logins and signatures use the wall clock; everything a merchant sees uses `now(workspace)`. Instants are cut
/// to microseconds, because that is what PostgreSQL keeps.
@Component
public final class Clocks {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final InstantSource wall;
  private final Database database;
  private final Map<WorkspaceId, Ahead> known = new ConcurrentHashMap<>();

  private record Ahead(Duration by, Instant readAt) {}

  Clocks(InstantSource wall, Database database) {
    this.wall = wall;
    this.database = database;
  }

  public Instant now(WorkspaceId workspace) {
    return wall().plus(ahead(workspace));
  }

  public Instant wall() {
    return wall.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /// Moves the clock of a workspace forward, for every node within a second.
  public void advance(WorkspaceId workspace, Duration by) {
    if (by.isNegative()) {
      throw Problem.invalid("clock_backwards", "時間只能往前調", "A clock moves forward only");
    }
    database.engine(() -> database.sql().sql("""
        insert into platform.clock (workspace_id, ahead) values (:workspace, make_interval(secs => :secs))
        on conflict (workspace_id) do update set ahead = clock.ahead + excluded.ahead
        """)
        .param("workspace", workspace.value())
        .param("secs", by.toNanos() / 1e9)
        .update());
    known.remove(workspace);
  }

  /// How far the time machine of a workspace was moved.
  public Duration ahead(WorkspaceId workspace) {
    var ahead = known.get(workspace);
    if (ahead == null || Duration.between(ahead.readAt, wall.instant()).compareTo(FRESH) > 0) {
      ahead = new Ahead(read(workspace), wall.instant());
      known.put(workspace, ahead);
    }
    return ahead.by;
  }

  private Duration read(WorkspaceId workspace) {
    return database.apart(() -> database.sql().sql("""
        select (extract(epoch from ahead) * 1000000)::bigint from platform.clock where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query(Long.class)
        .optional()
        .map(micros -> Duration.of(micros, ChronoUnit.MICROS))
        .orElse(Duration.ZERO));
  }
}
