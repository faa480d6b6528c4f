package io.parley.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// What live screens follow. A change is a row written in the transaction that made it; after the commit it goes to the
/// screens of this node at once and to those of other nodes by `NOTIFY`, at most twenty a second, with a poll behind.
///
/// A sequence alone would lose rows that commit late, so other nodes read by `(xid, id)` below the oldest running
/// transaction. Signals (typing, pages being viewed) are told and stored nowhere.
@Component
public final class Feed implements SmartInitializingSingleton, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final Duration COALESCE = Duration.ofMillis(50);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
  private static final int ROWS_A_READ = 1_000;
  private static final int SIGNAL_BYTES = 7_000;

  private final Database database;
  private final Leases leases;
  private final Map<WorkspaceId, List<Consumer<Change>>> followers = new ConcurrentHashMap<>();
  private final AtomicBoolean untold = new AtomicBoolean();
  private volatile boolean open = true;
  private String xid = "0";
  private long id;
  private long forgotNanos = System.nanoTime();

  /// `payload` is the JSON frame that screens get.
  public record Change(WorkspaceId workspace, String payload) {}

  Feed(Database database, Leases leases) {
    this.database = database;
    this.leases = leases;
  }

  /// Tells a change with the running transaction: it is seen if, and only if, that commits.
  public void publish(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    database.later("""
        insert into platform.change (workspace_id, node, payload)
        select w, :node, p from unnest(:workspaces, :payloads) as t (w, p)
        """, Map.of(
        "node", leases.node(),
        "workspaces", changes.stream().map(c -> c.workspace.value()).toArray(Integer[]::new),
        "payloads", changes.stream().map(Change::payload).toArray(String[]::new)));
    database.afterCommit(() -> {
      untold.set(true);
      changes.forEach(this::dispatch);
    });
  }

  public void publish(WorkspaceId workspace, String payload) {
    publish(List.of(new Change(workspace, payload)));
  }

  /// Forgets changes that name one of `threads`, because they repeat what was said, and takes `others` out of those
  /// that only name them. Returns how many there were.
  public int forget(WorkspaceId workspace, Collection<String> threads, Collection<String> others) {
    var gone = threads.isEmpty() ? 0 : database.sql().sql("""
        delete from platform.change where workspace_id = :workspace and payload ~ :ids
        """)
        .param("workspace", workspace.value())
        .param("ids", String.join("|", threads))
        .update();
    return gone + (others.isEmpty() ? 0 : database.sql().sql("""
        update platform.change set payload = regexp_replace(payload, :ids, :nobody, 'g')
        where workspace_id = :workspace and payload ~ :ids
        """)
        .param("workspace", workspace.value())
        .param("ids", String.join("|", others))
        .param("nobody", new UUID(0, 0).toString())
        .update());
  }

  /// Tells now, stores nothing. A signal that is lost is no loss.
  public void signal(WorkspaceId workspace, String payload) {
    dispatch(new Change(workspace, payload));
    var text = leases.node() + "|" + workspace.value() + "|" + payload;
    if (text.length() < SIGNAL_BYTES) {
      database.apart(() -> database.sql().sql("select pg_notify('parley_signal', :text)")
          .param("text", text).query((row, n) -> 1).single());
    }
  }

  public AutoCloseable follow(WorkspaceId workspace, Consumer<Change> follower) {
    var list = followers.computeIfAbsent(workspace, w -> new CopyOnWriteArrayList<>());
    list.add(follower);
    return () -> list.remove(follower);
  }

  private void dispatch(Change change) {
    for (var follower : followers.getOrDefault(change.workspace, List.of())) {
      try {
        follower.accept(change);
      } catch (RuntimeException broken) {
        LOG.debug("A follower failed", broken);
      }
    }
  }

  @Override
  public void afterSingletonsInstantiated() {
    database.engine(() -> database.sql().sql("select pg_snapshot_xmin(pg_current_snapshot())::text, 0::bigint")
        .query((row, n) -> {
          xid = row.getString(1);
          return id = 0;
        }).single());
    Thread.ofPlatform().name("feed-tell").daemon().start(this::tell);
    Thread.ofPlatform().name("feed-hear").daemon().start(this::hear);
  }

  private void tell() {
    while (open) {
      try {
        Thread.sleep(COALESCE);
        if (untold.getAndSet(false)) {
          database.engine(() -> database.sql().sql("select pg_notify('parley_change', :node)")
              .param("node", leases.node().toString()).query((row, n) -> 1).single());
        }
      } catch (InterruptedException closing) {
        return;
      } catch (RuntimeException failure) {
        LOG.debug("A change was not told; other nodes will poll", failure);
      }
    }
  }

  private void hear() {
    while (open) {
      try (var connection = database.listener()) {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
          statement.execute("listen parley_change; listen parley_signal");
        }
        var postgres = connection.unwrap(PGConnection.class);
        while (open) {
          var told = postgres.getNotifications((int) POLL.toMillis());
          if (told != null) {
            for (var notification : told) {
              if (notification.getName().equals("parley_signal")) {
                hearSignal(notification.getParameter());
              }
            }
          }
          readOthers();
          forget();
        }
      } catch (SQLException | RuntimeException failure) {
        if (open) {
          LOG.debug("The feed lost its connection", failure);
          pause();
        }
      }
    }
  }

  private void hearSignal(String text) {
    var parts = text.split("\\|", 3);
    if (!parts[0].equals(leases.node().toString())) {
      dispatch(new Change(new WorkspaceId(Integer.parseInt(parts[1])), parts[2]));
    }
  }

  private record Row(String xid, long id, Change change) {}

  /// The order names the table: a bare `xid` would be the text that is selected, in which 999 comes after 1000.
  /// Everything below `horizon` is settled. When all of it was read the cursor moves there, past our own rows too: a
  /// cursor that waits for somebody else's row would have every read go over all of ours again.
  private void readOthers() {
    var rows = new ArrayList<Row>();
    var horizon = database.engine(() -> {
      var settled = database.sql().sql("select pg_snapshot_xmin(pg_current_snapshot())::text").query(String.class)
          .single();
      rows.addAll(below(settled));
      return settled;
    });
    for (var row : rows) {
      dispatch(row.change);
      xid = row.xid;
      id = row.id;
    }
    if (rows.size() < ROWS_A_READ) {
      xid = horizon;
      id = 0;
    }
  }

  private List<Row> below(String horizon) {
    return database.sql().sql("""
        select xid::text, id, workspace_id, payload from platform.change
        where (xid, id) > (:xid::xid8, :id) and xid < :horizon::xid8 and node <> :node and workspace_id is not null
        order by xid, id limit :limit
        """)
        .param("xid", xid)
        .param("id", id)
        .param("horizon", horizon)
        .param("node", leases.node())
        .param("limit", ROWS_A_READ)
        .query((row, n) -> new Row(row.getString(1), row.getLong(2),
            new Change(new WorkspaceId(row.getInt(3)), row.getString(4))))
        .list();
  }

  /// Screens that were away longer than this read their lists anew.
  private void forget() {
    if (System.nanoTime() - forgotNanos < FORGET_EVERY.toNanos()) {
      return;
    }
    forgotNanos = System.nanoTime();
    database.engine(() -> database.sql()
        .sql("delete from platform.change where at < now() - interval '1 hour' and workspace_id is not null")
        .update());
  }

  private void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException closing) {
      open = false;
    }
  }

  @Override
  public void destroy() {
    open = false;
  }
}
