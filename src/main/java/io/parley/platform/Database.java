package io.parley.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The one way to PostgreSQL. A caller opens a transaction as a tenant or as the engine; the stores below it write
/// `database.sql()` and do not ask which.
///
/// A tenant transaction is under row-level security for its workspace. An engine transaction bypasses it, so every
/// statement in it names `workspace_id`. A transaction inside a transaction joins it; a tenant inside the engine runs
/// with the engine's rights, an engine inside a tenant is refused, because it would quietly widen what can be seen.
public final class Database {
  private static final ScopedValue<Running> RUNNING = ScopedValue.newInstance();
  private static final int STATEMENTS_A_TRIP = 8;

  private final Role tenant;
  private final Role engine;
  private final Role keyed;
  private final Map<String, ParsedSql> parsed = new ConcurrentHashMap<>();

  private record Running(Role role, @Nullable WorkspaceId workspace, List<Later> later) {
    Running(Role role, @Nullable WorkspaceId workspace) {
      this(role, workspace, new ArrayList<>());
    }
  }

  private record Later(String sql, Map<String, ?> params) {}

  private record Role(DataSource source, JdbcClient sql, TransactionTemplate transaction) {
    static Role of(DataSource source) {
      return new Role(source, JdbcClient.create(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }
  }

  /// `keyed` connects as the engine and plans each statement once.
  public Database(DataSource tenant, DataSource engine, DataSource keyed) {
    this.tenant = Role.of(tenant);
    this.engine = Role.of(engine);
    this.keyed = Role.of(keyed);
  }

  public <T extends @Nullable Object> T tenant(WorkspaceId workspace, Supplier<T> work) {
    if (RUNNING.isBound()) {
      var outer = RUNNING.get().workspace;
      if (outer != null && !outer.equals(workspace)) {
        throw new IllegalStateException("A transaction of workspace %s touched %s".formatted(outer, workspace));
      }
      return work.get();
    }
    return run(new Running(tenant, workspace), () -> {
      tenant.sql.sql("select set_config('parley.workspace', :workspace, true)")
          .param("workspace", Integer.toString(workspace.value()))
          .query(String.class)
          .single();
      return work.get();
    });
  }

  public void tenant(WorkspaceId workspace, Runnable work) {
    tenant(workspace, () -> {
      work.run();
      return true;
    });
  }

  public <T extends @Nullable Object> T engine(Supplier<T> work) {
    if (RUNNING.isBound()) {
      if (RUNNING.get().role == tenant) {
        throw new IllegalStateException("An engine transaction was opened inside a tenant's");
      }
      return work.get();
    }
    return run(new Running(engine, null), work);
  }

  public void engine(Runnable work) {
    engine(() -> {
      work.run();
      return true;
    });
  }

  /// Runs engine work that finds all its rows by their keys: its statements are planned once, which for a few rows is
  /// more work than to run them. Only for what is written many times a second, and never within another transaction.
  public <T extends @Nullable Object> T keyed(Supplier<T> work) {
    if (RUNNING.isBound()) {
      throw new IllegalStateException("Work by keys was begun inside a transaction");
    }
    return run(new Running(keyed, null), work);
  }

  /// Runs engine work in a short transaction of its own, even inside another one. For look-ups that are cached.
  public <T extends @Nullable Object> T apart(Supplier<T> work) {
    if (!RUNNING.isBound()) {
      return engine(work);
    }
    if (RUNNING.get().role != tenant) {
      return work.get();
    }
    return run(new Running(engine, null), work);
  }

  /// Engine work in a transaction of its own that reads most of a table: it gets memory to join and sort in, and is not
  /// led to fetch row by row what is faster read as it lies.
  public <T extends @Nullable Object> T whole(Supplier<T> work) {
    return apart(() -> {
      sql().sql("select set_config('work_mem', '64MB', true), set_config('random_page_cost', '4', true)")
          .query((row, n) -> row.getString(1)).single();
      return work.get();
    });
  }

  /// Runs one statement by keys, as `keyed`, that is a transaction by itself, so that BEGIN and COMMIT cost no round
  /// trips. Nothing can be kept for later in it.
  public <T extends @Nullable Object> T alone(Supplier<T> statement) {
    if (RUNNING.isBound()) {
      throw new IllegalStateException("A statement cannot be a transaction inside a transaction");
    }
    return ScopedValue.where(RUNNING, new Running(keyed, null, List.of())).call(statement::get);
  }

  /// Keeps a statement until the work of the running transaction is done. Those that were kept go in their order and
  /// with the commit in one round trip: for what nothing in the transaction reads again, or only after `settle`.
  public void later(String sql, Map<String, ?> params) {
    RUNNING.get().later.add(new Later(sql, params));
  }

  /// Runs what was kept so far, because the running transaction goes on to read it.
  public void settle() {
    var running = RUNNING.get();
    settle(running, "");
    running.later.clear();
  }

  /// The client of the running transaction.
  public JdbcClient sql() {
    return RUNNING.get().role.sql;
  }

  public boolean inTransaction() {
    return RUNNING.isBound();
  }

  /// Runs `work` once the running transaction has committed; never if it rolls back.
  public void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        work.run();
      }
    });
  }

  /// COPY … FROM STDIN in the running engine transaction. Returns the number of rows.
  public long copy(String statement, byte[] rows, int length) {
    var source = RUNNING.get().role.source;
    Connection connection = DataSourceUtils.getConnection(source);
    try {
      var copy = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(statement);
      try {
        copy.writeToCopy(rows, 0, length);
        return copy.endCopy();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    } catch (SQLException failure) {
      throw new org.springframework.jdbc.UncategorizedSQLException("COPY", statement, failure);
    } finally {
      DataSourceUtils.releaseConnection(connection, source);
    }
  }

  /// A connection of the engine, outside every transaction, for LISTEN.
  Connection listener() throws SQLException {
    return engine.source.getConnection();
  }

  private <T extends @Nullable Object> T run(Running running, Supplier<T> work) {
    return ScopedValue.where(RUNNING, running)
        .call(() -> running.role.transaction.execute(status -> {
          var result = work.get();
          settle(running, "commit");
          return result;
        }));
  }

  /// `last` is a statement that goes with the last of those that were kept. After a commit that was sent so the driver
  /// knows that no transaction runs any more, and the commit that follows costs no round trip.
  private void settle(Running running, String last) {
    for (var from = 0; from < running.later.size(); from += STATEMENTS_A_TRIP) {
      var to = Math.min(from + STATEMENTS_A_TRIP, running.later.size());
      together(running, running.later.subList(from, to), to == running.later.size() ? last : "");
    }
  }

  /// The driver sends statements that are joined by semicolons one after the other and waits once. If one fails, those
  /// behind it are not run.
  private void together(Running running, List<Later> kept, String last) {
    var all = new StringBuilder();
    var values = new ArrayList<@Nullable Object>();
    for (var one : kept) {
      var sql = parsed.computeIfAbsent(one.sql, NamedParameterUtils::parseSqlStatement);
      var params = new MapSqlParameterSource(one.params);
      all.append(NamedParameterUtils.substituteNamedParameters(sql, params)).append(";\n");
      values.addAll(Arrays.asList(NamedParameterUtils.buildValueArray(sql, params, null)));
    }
    running.role.sql.sql(all.append(last).toString()).params(values).update();
  }
}
