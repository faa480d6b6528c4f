package io.parley.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A real Parley in a process of its own, with its embedded PostgreSQL, to be killed and started again on its data.
final class Victim implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private final Path data;
  private final Map<String, String> environment;
  private final int port;
  private Process process;

  /// What dies of `kill -9`. A backend is one process of PostgreSQL: it recovers by itself and Parley goes on.
  enum Part { JVM, POSTGRES, BOTH, BACKEND }

  Victim(Path data) {
    this(data, Map.of());
  }

  /// A node on somebody else's PostgreSQL, if `environment` names one.
  Victim(Path data, Map<String, String> environment) {
    this.data = data;
    this.environment = environment;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
      Files.createDirectories(data);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void start() {
    try {
      var builder = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx700m", "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp", classPath(), "io.parley.Parley");
      builder.environment().putAll(Map.of("PARLEY_PORT", Integer.toString(port), "PARLEY_DATA",
          data.toString(), "PARLEY_DEMO", "false", "PARLEY_DATABASE_URL", ""));
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      process = builder.start();
      await();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// As long as it is on its way: how long a start takes is the machine's matter, and the limit of its test ends one
  /// that never comes to its end.
  private void await() throws IOException {
    try {
      while (!listens() || !Files.exists(data.resolve("demo.env"))) {
        if (!process.isAlive()) {
          throw new IllegalStateException("Parley ended");
        }
        pause(Duration.ofMillis(20));
      }
    } catch (IllegalStateException never) {
      throw new IllegalStateException("Parley did not start:\n" + Files.readString(log()), never);
    }
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  void kill(Part part, Random chance) {
    var postgres = process.descendants().toList();
    if (part == Part.BACKEND) {
      var backends = postgres.stream().flatMap(ProcessHandle::children).toList();
      backends.get(chance.nextInt(backends.size())).destroyForcibly();
      return;
    }
    if (part != Part.JVM) {
      postgres.forEach(ProcessHandle::destroyForcibly);
    }
    if (part == Part.POSTGRES) {
      pause(Duration.ofMillis(chance.nextInt(500)));
    }
    process.destroyForcibly().onExit().join();
  }

  /// `STOP` halts the process where it is, sockets open; `CONT` lets it go on.
  void signal(String signal) {
    try {
      var sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
      if (sent.waitFor() != 0) {
        throw new IllegalStateException("kill -" + signal);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  /// Whether the process has a connection from this local port: `ss` would tell, the kernel's list does without it.
  boolean uses(int port) {
    try {
      var inodes = new java.util.HashSet<String>();
      for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        for (var line : Files.readAllLines(Path.of(table))) {
          var columns = line.strip().split("\\s+");
          if (columns[1].endsWith(":%04X".formatted(port))) {
            inodes.add("socket:[" + columns[9] + "]");
          }
        }
      }
      try (var open = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
        return open.anyMatch(file -> {
          try {
            return inodes.contains(Files.readSymbolicLink(file).toString());
          } catch (IOException gone) {
            return false;
          }
        });
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String classPath() {
    var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator)).filter(entry -> !entry.replaceAll("/$", "").endsWith(
        "test-classes")).collect(Collectors.joining(File.pathSeparator));
  }

  String url() {
    return "http://localhost:" + port;
  }

  Path log() {
    return data.resolve("log");
  }

  String key(String name) {
    var keys = new Properties();
    try (var file = Files.newBufferedReader(data.resolve("demo.env"))) {
      keys.load(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return keys.getProperty(name);
  }

  /// The database as its owner. The port stands in the fourth line of PostgreSQL's own pid file.
  JdbcClient database() {
    try {
      List<String> pid = Files.readAllLines(data.resolve("postgres/postmaster.pid"));
      var source = new PGSimpleDataSource();
      source.setUrl("jdbc:postgresql://127.0.0.1:" + pid.get(3).strip() + "/postgres");
      source.setUser("parley");
      source.setPassword(Files.readString(data.resolve("postgres.password")).strip());
      return JdbcClient.create(source);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroy();
      try {
        process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      } catch (CompletionException tooLong) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException("Parley was asked to stop and did not", tooLong);
      }
    }
  }
}
