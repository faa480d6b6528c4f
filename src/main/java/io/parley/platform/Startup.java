package io.parley.platform;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must stand before the application starts: the data folder's lock, the database, its schema. Begun by `main`
/// beside Spring's own start, because both take about a second.
public final class Startup implements AutoCloseable {
  private static @Nullable Startup begun;
  private static @Nullable Settings chosen;

  private final DataFolder folder;
  private final Optional<EmbeddedPostgres> postgres;
  private final Secrets secrets;
  private final String url;

  private Startup(DataFolder folder, Optional<EmbeddedPostgres> postgres, Secrets secrets, String url) {
    this.folder = folder;
    this.postgres = postgres;
    this.secrets = secrets;
    this.url = url;
  }

  /// The settings of this process. One that cannot be read ends it with a sentence.
  public static Settings fromEnvironment() {
    try {
      var settings = Settings.from(System::getenv);
      choose(settings);
      return settings;
    } catch (Refusal refusal) {
      System.err.println(refusal.getMessage());
      Runtime.getRuntime().halt(1);
      throw refusal;
    }
  }

  /// Chooses other settings than the environment's, for tests and benchmarks.
  public static synchronized void choose(Settings settings) {
    chosen = settings;
    begun = null;
  }

  public static synchronized Settings settings() {
    return chosen == null ? Settings.from(System::getenv) : chosen;
  }

  /// Stands everything up once; later calls get the same.
  public static synchronized Startup get(Settings settings) {
    if (begun == null) {
      begun = begin(settings);
    }
    return begun;
  }

  /// As `get`, for a process of its own: a refusal is printed as its one sentence and ends the process, before any
  /// other thread can bury it under a trace.
  public static synchronized void standUp(Settings settings) {
    try {
      get(settings);
    } catch (Refusal refusal) {
      System.err.println(refusal.getMessage());
      Runtime.getRuntime().halt(1);
    }
  }

  private static Startup begin(Settings settings) {
    var folder = DataFolder.open(settings.data());
    try {
      checkPort(settings.port());
      var secrets = folder.secrets(settings);
      var postgres = settings.databaseUrl().isPresent()
          ? Optional.<EmbeddedPostgres>empty()
          : Optional.of(EmbeddedPostgres.start(folder, settings.cache()));
      var url = settings.databaseUrl().orElseGet(() -> postgres.orElseThrow().url());
      migrate(url, secrets, postgres);
      return new Startup(folder, postgres, secrets, url);
    } catch (RuntimeException | Error failure) {
      folder.close();
      throw failure;
    }
  }

  private static void migrate(String url, Secrets secrets, Optional<EmbeddedPostgres> postgres) {
    try {
      Migrations.run(url, secrets);
    } catch (Refusal refusal) {
      postgres.ifPresent(EmbeddedPostgres::close);
      throw refusal;
    } catch (RuntimeException failure) {
      postgres.ifPresent(EmbeddedPostgres::close);
      var cause = org.springframework.core.NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
      throw new Refusal("The database cannot be used: " + cause, failure);
    }
  }

  private static void checkPort(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
    } catch (IOException taken) {
      throw new Refusal("Port %d is taken. Stop what uses it, or set PARLEY_PORT to another.".formatted(port), taken);
    }
  }

  Secrets secrets() {
    return secrets;
  }

  /// Whether nobody else works on the database, because it lies in the folder that this process has locked: who had
  /// something in hand when it started, is dead.
  public boolean alone() {
    return postgres.isPresent();
  }

  public DataFolder folder() {
    return folder;
  }

  public String ownerUrl() {
    return url;
  }

  String urlWithoutLogin() {
    return url.replaceAll("(?<=[?&])(user|password)=[^&]*&?", "").replaceAll("[?&]$", "");
  }

  @Override
  public void close() {
    synchronized (Startup.class) {
      postgres.ifPresent(EmbeddedPostgres::close);
      folder.close();
      begun = null;
    }
  }
}
