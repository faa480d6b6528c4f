package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/// A Parley of its own: a process with its own port and a fresh data folder, the references on its class path, and no
/// demo. Stopped and swept away at the end, unless its folder is to be kept.
final class Server implements AutoCloseable {
  static final int PORT = Integer.parseInt(System.getProperty("bench.port", "18471"));
  private static final int START_SECONDS = 180;

  private final Process process;
  private final Path data;
  private final boolean kept;
  private final Properties keys = new Properties();

  private Server(Process process, Path data, boolean kept) {
    this.process = process;
    this.data = data;
    this.kept = kept;
  }

  static Server start(List<String> moreOptions) {
    try {
      return start(Files.createTempDirectory("parley-bench"), Boolean.getBoolean("bench.keep"), moreOptions);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// On a folder that is there already, or comes to be, and stays.
  static Server keep(Path data) {
    try {
      return start(Files.createDirectories(data), true, List.of());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Server start(Path data, boolean kept, List<String> moreOptions) {
    try {
      var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
      command.addAll(List.of(System.getProperty("bench.jvm", "").strip().split("\\s+")));
      command.addAll(moreOptions);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.parley.Parley"));
      command.removeIf(String::isEmpty);
      var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(data.resolve("log").toFile());
      builder.environment().putAll(java.util.Map.of("PARLEY_PORT", Integer.toString(PORT),
          "PARLEY_DATA", data.toString(), "PARLEY_DEMO", "false",
          "PARLEY_REQUESTS_A_SECOND", "1000000"));
      builder.environment().remove("PARLEY_DATABASE_URL");
      var server = new Server(builder.start(), data, kept);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      server.awaitReady();
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void awaitReady() throws IOException {
    for (var n = 0; n < START_SECONDS * 20; n++) {
      var log = Files.readString(data.resolve("log"));
      if (log.contains("Parley is ready")) {
        try (var file = Files.newBufferedReader(data.resolve("demo.env"))) {
          keys.load(file);
        }
        return;
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("Parley did not start:\n" + log);
      }
      Bench.pause(50);
    }
    throw new IllegalStateException("Parley was not ready within three minutes; see " + data.resolve("log"));
  }

  String writeKey() {
    return keys.getProperty("PARLEY_WRITE_KEY");
  }

  String apiKey() {
    return keys.getProperty("PARLEY_API_KEY");
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  Path data() {
    return data;
  }

  /// The embedded database as its owner. Its port stands in the fourth line of PostgreSQL's own pid file.
  Connection database() {
    try {
      var port = Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip();
      var password = Files.readString(data.resolve("postgres.password")).strip();
      return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "parley", password);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// Asks the API as the merchant's script would. Returns the body of a 2xx answer.
  String call(String method, String path, String json) {
    try (var wire = new Wire(PORT)) {
      var headers = "Content-Type: application/json\r\nAuthorization: Bearer " + apiKey() + "\r\n";
      var status = wire.send(Wire.request(method, path, headers, json));
      if (status < 200 || status > 299) {
        throw new IllegalStateException("%s %s answered %d: %s".formatted(method, path, status, wire.body()));
      }
      return wire.body();
    }
  }

  @Override
  public void close() {
    if (!process.isAlive() && (kept || !Files.exists(data))) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (!kept) {
        new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
