package io.parley.platform;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Brings the database to this version: the two roles first, then each module's schema, lower modules first.
public final class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
  static final List<String> MODULES = List.of("platform", "workspace", "customer", "channel", "timeline", "commerce",
      "conversation", "experiment", "audience", "outreach", "journey", "campaign", "integration", "demo");

  private Migrations() {}

  /// `url` is the owner's. Returns when the database is ready for this version, or refuses.
  public static void run(String url, Secrets secrets) {
    var owner = new PGSimpleDataSource();
    owner.setUrl(url);
    var sql = JdbcClient.create(owner);
    role(sql, "parley_app", "nobypassrls", secrets.derive("parley_app"));
    role(sql, "parley_engine", "bypassrls", secrets.derive("parley_engine"));
    for (var module : MODULES) {
      if (new ClassPathResource("db/migration/" + module).exists()) {
        migrate(owner, module);
      }
    }
  }

  private static void role(JdbcClient sql, String name, String bypass, String password) {
    var known = sql.sql("select count(*) from pg_roles where rolname = :name").param("name", name)
        .query(Integer.class).single() > 0;
    var verb = known ? "alter" : "create";
    sql.sql("%s role %s login nosuperuser %s password '%s'".formatted(verb, name, bypass, password)).update();
  }

  private static void migrate(DataSource owner, String module) {
    var flyway = Flyway.configure()
        .dataSource(owner)
        .schemas(module)
        .defaultSchema(module)
        .table("migration")
        .locations("classpath:db/migration/" + module)
        .load();
    for (var migration : flyway.info().all()) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS
          || migration.getState() == MigrationState.FUTURE_FAILED) {
        throw new Refusal("The database was made by a newer Parley (%s %s). Start that version, or restore a backup."
            .formatted(module, migration.getVersion()));
      }
    }
    var done = flyway.migrate();
    if (done.migrationsExecuted > 0) {
      LOG.info("Schema {} is now at version {}", module, done.targetSchemaVersion);
    }
  }
}
