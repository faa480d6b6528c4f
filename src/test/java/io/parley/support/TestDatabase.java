package io.parley.support;

import io.parley.platform.DataFolder;
import io.parley.platform.EmbeddedPostgres;
import io.parley.platform.Migrations;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One real PostgreSQL for the test run, and a fresh, migrated database for whoever asks: a copy of a template.
public final class TestDatabase {
  public static final String MASTER_KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  private static final Path FOLDER = Path.of("target/test-data/" + ProcessHandle.current().pid()).toAbsolutePath();
  private static final AtomicInteger MADE = new AtomicInteger();
  private static EmbeddedPostgres server;

  private TestDatabase() {}

  /// The owner's address of a fresh database.
  public static synchronized String fresh() {
    if (server == null) {
      server = EmbeddedPostgres.start(DataFolder.open(FOLDER), Path.of(".cache").toAbsolutePath());
      owner().sql("create database template_parley").update();
      Migrations.run(url("template_parley"), new Secrets(java.util.HexFormat.of().parseHex(MASTER_KEY)));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        TestParley.closeAll();
        server.close();
      }));
    }
    var name = "test_" + MADE.incrementAndGet();
    owner().sql("create database " + name + " template template_parley").update();
    return url(name);
  }

  /// Settings of a Parley on a fresh database, on a free port, without the demo unless asked for. No
  /// workspace is too fast: a quick machine sends more than the usual thousand requests a second.
  public static Settings settings(boolean demo) {
    var environment = Map.of(
        "PARLEY_PORT", "0",
        "PARLEY_DATA", FOLDER.resolve("node-" + MADE.incrementAndGet()).toString(),
        "PARLEY_DATABASE_URL", fresh(),
        "PARLEY_DEMO", Boolean.toString(demo),
        "PARLEY_REQUESTS_A_SECOND", "1000000",
        "PARLEY_MASTER_KEY", MASTER_KEY);
    return Settings.from(environment::get);
  }

  private static String url(String database) {
    return server.url().replace("/postgres?", "/" + database + "?");
  }

  private static JdbcClient owner() {
    var source = new PGSimpleDataSource();
    source.setUrl(server.url());
    return JdbcClient.create(source);
  }
}
