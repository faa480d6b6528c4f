package io.parley.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Who may do a piece of work that only one node may do at a time. The epoch grows with each new holder, so that a
/// holder that slept past its lease is told apart (`where epoch = :mine` fences it).
@Component
public final class Leases {
  private final Database database;
  private final UUID node = Ids.next();

  public record Lease(String name, long epoch) {}

  Leases(Database database, Startup startup) {
    this.database = database;
    if (startup.alone()) {
      database.engine(() -> database.sql().sql("update platform.lease set until = now() where until > now()").update());
    }
  }

  /// Takes or renews a lease; empty while another node holds it. The wall clock of the database decides.
  public Optional<Lease> hold(String name, Duration length) {
    return database.engine(() -> database.sql().sql("""
        insert into platform.lease as l (name, holder, epoch, until)
        values (:name, :node, 1, now() + make_interval(secs => :secs))
        on conflict (name) do update
          set holder = :node, until = excluded.until, epoch = l.epoch + (l.holder <> :node)::int
          where l.holder = :node or l.until < now()
        returning epoch
        """)
        .param("name", name)
        .param("node", node)
        .param("secs", length.toMillis() / 1000.0)
        .query(Long.class)
        .optional()
        .map(epoch -> new Lease(name, epoch)));
  }

  public void release(String name) {
    database.engine(() -> database.sql()
        .sql("update platform.lease set until = now() where name = :name and holder = :node")
        .param("name", name)
        .param("node", node)
        .update());
  }

  public UUID node() {
    return node;
  }
}
