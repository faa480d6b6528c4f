package io.parley.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
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

  private final Role tenant;
  private final Role engine;

  private record Running(Role role, @Nullable WorkspaceId workspace) {}

  private record Role(DataSource source, JdbcClient sql, TransactionTemplate transaction) {
    static Role of(DataSource source) {
      return new Role(source, JdbcClient.create(source), new TransactionTemplate(new JdbcTransactionManager(source)));
    }
  }

  public Database(DataSource tenant, DataSource engine) {
    this.tenant = Role.of(tenant);
    this.engine = Role.of(engine);
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

  /// Runs engine work in a short transaction of its own, even inside another one. For look-ups that are cached.
  public <T extends @Nullable Object> T apart(Supplier<T> work) {
    if (!RUNNING.isBound()) {
      return engine(work);
    }
    if (RUNNING.get().role == engine) {
      return work.get();
    }
    return run(new Running(engine, null), work);
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
        .call(() -> running.role.transaction.execute(status -> work.get()));
  }
}
