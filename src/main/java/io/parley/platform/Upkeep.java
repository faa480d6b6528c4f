package io.parley.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/// The owner of the tables, outside every transaction: for the few statements that no function may run with its
/// owner's rights, because they end transactions of their own. Never for rows.
@Component
public final class Upkeep {
  private final PGSimpleDataSource owner = new PGSimpleDataSource();

  Upkeep(Startup startup) {
    owner.setUrl(startup.ownerUrl());
    owner.setApplicationName("parley_upkeep");
  }

  /// Runs `work` on a connection of its own, whose locks go with it. A statement that takes longer than `longest` is
  /// broken off.
  public <T> T alone(Duration longest, Function<JdbcClient, T> work) {
    try (var connection = owner.getConnection()) {
      var sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      sql.sql("set statement_timeout = %d".formatted(longest.toMillis())).update();
      return work.apply(sql);
    } catch (SQLException failure) {
      throw new UncategorizedSQLException("Upkeep", null, failure);
    }
  }
}
