package io.parley.platform;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL itself, started from binaries that ship in a jar, for a machine that has none.
///
/// It is durable (fsync on), listens on 127.0.0.1 with a generated password, and shuts down cleanly when the JVM is
/// killed: the kernel sends it SIGINT when the *thread* that forked it ends, so that thread is parked until `close`.
/// As root it runs in a user namespace, because PostgreSQL refuses to be root. If it ends without being told to (a
/// crash, the machine out of memory), it is started again at the same address; what is committed is there.
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
  private static final String VERSION = "18.6.0";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final List<String> CONFIGURATION = List.of(
      "fsync=on", "synchronous_commit=on", "full_page_writes=on", "max_wal_size=2GB",
      "wal_compression=on", "max_connections=100", "effective_io_concurrency=16", "random_page_cost=1.1",
      "checkpoint_timeout=10min", "jit=off", "log_min_messages=warning", "autovacuum_naptime=20s",
      "idle_in_transaction_session_timeout=120s", "unix_socket_directories=", "listen_addresses=127.0.0.1");

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST_BUFFERS = 128 * MEGABYTE;
  private static final long MOST_BUFFERS = 1024 * MEGABYTE;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final Cluster cluster;
  private final CountDownLatch done;
  private volatile Process server;
  private volatile boolean closing;

  /// Where a server runs and how it is started, the same each time.
  private record Cluster(List<String> command, Path pidFile, Path log, String url) {
    Process start(CountDownLatch done) throws IOException {
      awaitFormer(pidFile);
      var server = fork(command, log, done);
      await(server, url, log);
      return server;
    }
  }

  private EmbeddedPostgres(Cluster cluster) throws IOException {
    this.cluster = cluster;
    this.done = new CountDownLatch(1);
    this.server = cluster.start(done);
    Thread.ofPlatform().name("postgres-watch").daemon().start(this::watch);
  }

  /// Starts the cluster in `folder/postgres`, making it first if there is none.
  public static EmbeddedPostgres start(DataFolder folder, Path cache) {
    try {
      var binaries = unpack(cache);
      var cluster = folder.path().resolve("postgres");
      var password = folder.secret("postgres.password");
      if (!Files.exists(cluster.resolve("PG_VERSION"))) {
        initialise(binaries, folder, cluster);
      }
      var port = freePort();
      var url = "jdbc:postgresql://127.0.0.1:%d/postgres?user=parley&password=%s".formatted(port, password);
      return new EmbeddedPostgres(new Cluster(command(binaries, cluster, port), cluster.resolve("postmaster.pid"),
          folder.path().resolve("postgres.log"), url));
    } catch (IOException failure) {
      throw new Refusal("The embedded PostgreSQL could not start: " + failure.getMessage() + ".", failure);
    }
  }

  /// The address of the database, with its owner's name and password.
  public String url() {
    return cluster.url;
  }

  public long pid() {
    return server.pid();
  }

  private void watch() {
    var pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closing) {
        var code = server.waitFor();
        if (closing) {
          return;
        }
        LOG.warn("PostgreSQL ended by itself (exit code {}); it is being started again", code);
        sleep(pause);
        pause = revive() ? FIRST_PAUSE_MILLIS : Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean revive() {
    if (closing) {
      return false;
    }
    try {
      server = cluster.start(done);
      LOG.info("PostgreSQL runs again");
      return true;
    } catch (IOException | Refusal failure) {
      LOG.error("PostgreSQL does not start again: {} Parley keeps trying", failure.getMessage());
      return false;
    }
  }

  private static Path unpack(Path cache) throws IOException {
    var home = cache.resolve("postgres-" + VERSION);
    if (Files.exists(home.resolve("bin/postgres"))) {
      return home;
    }
    Files.createDirectories(cache);
    var fresh = Files.createTempDirectory(cache, "postgres-");
    try (var jar = EmbeddedPostgres.class.getResourceAsStream(ARCHIVE)) {
      if (jar == null) {
        throw new Refusal("This build has no PostgreSQL for this kind of machine: set PARLEY_DATABASE_URL.");
      }
      extract(jar, fresh);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException anotherWasFaster) {
      deleteTree(fresh);
    }
    return home;
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("The archive reaches outside its folder");
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
          Files.createDirectories(path.getParent());
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(tar, path);
          var executable = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static void initialise(Path binaries, DataFolder folder, Path cluster) throws IOException {
    var fresh = folder.path().resolve("postgres.new");
    deleteTree(fresh);
    var command = asNobody(List.of(binaries.resolve("bin/initdb").toString(), "-D", fresh.toString(), "-U", "parley",
        "--pwfile", folder.path().resolve("postgres.password").toString(), "--auth", "scram-sha-256",
        "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--encoding", "UTF8", "--data-checksums"));
    var log = folder.path().resolve("postgres.log").toFile();
    var made = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      if (made.waitFor() != 0) {
        throw new Refusal("The embedded database could not be made; see " + log + ".");
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Refusal("Stopped while the database was being made.", stopping);
    }
    Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  /// After a `kill -9` the former server may still be writing its last checkpoint: two on one folder would destroy it.
  /// The folder's lock is ours, so a pid file whose process is gone is only a leftover.
  private static void awaitFormer(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (running(pid)) {
      if (System.nanoTime() > deadline) {
        throw new Refusal("The former PostgreSQL (process %d) does not stop. Stop it first.".formatted(pid));
      }
      sleep(50);
    }
    Files.deleteIfExists(pidFile);
  }

  private static boolean running(long pid) throws IOException {
    var status = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(status)) {
      return false;
    }
    var stat = Files.readString(status);
    var zombie = stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    return stat.contains("(postgres)") && !zombie;
  }

  private static List<String> command(Path binaries, Path cluster, int port) {
    var command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "INT", "--"));
    command.addAll(asNobody(List.of(binaries.resolve("bin/postgres").toString(), "-D", cluster.toString(), "-p",
        Integer.toString(port))));
    CONFIGURATION.forEach(setting -> command.addAll(List.of("-c", setting)));
    var buffers = buffers(stored(cluster.resolve("base").toFile()), memory());
    command.addAll(List.of("-c", "shared_buffers=" + buffers / MEGABYTE + "MB"));
    return command;
  }

  /// How much memory PostgreSQL has of its own: an eighth of what is stored, so that a small shop's server stays small
  /// and a large one's rows fit, but no more than an eighth of the machine's. Found anew at each start.
  static long buffers(long stored, long memory) {
    return Math.max(LEAST_BUFFERS, Math.min(Math.min(stored, memory) / 8, MOST_BUFFERS));
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize() : 0;
  }

  /// Files that a server which is just ending takes away meanwhile count nothing.
  private static long stored(File place) {
    var inside = place.listFiles();
    return inside == null ? place.length() : Arrays.stream(inside).mapToLong(EmbeddedPostgres::stored).sum();
  }

  private static List<String> asNobody(List<String> command) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return command;
    }
    var inNamespace = new ArrayList<>(List.of("unshare", "-U", "--"));
    inNamespace.addAll(command);
    return inNamespace;
  }

  private static Process fork(List<String> command, Path log, CountDownLatch done) throws IOException {
    var forked = new CompletableFuture<Process>();
    Thread.ofPlatform().name("postgres").daemon().start(() -> {
      try {
        var append = ProcessBuilder.Redirect.appendTo(log.toFile());
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(append);
        builder.environment().put("TZ", "UTC");
        forked.complete(builder.start());
        done.await();
      } catch (IOException failure) {
        forked.completeExceptionally(failure);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      return forked.join();
    } catch (java.util.concurrent.CompletionException failure) {
      throw new IOException(failure.getCause());
    }
  }

  private static void await(Process server, String url, Path log) {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try (var connection = DriverManager.getConnection(url)) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException notYet) {
        if (!server.isAlive()) {
          throw new Refusal("The embedded PostgreSQL stopped while starting; see " + log + ".", notYet);
        }
        sleep(20);
      }
    }
    throw new Refusal("The embedded PostgreSQL did not start within a minute; see " + log + ".");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Refusal("Stopped while the database was starting.", stopping);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (var paths = Files.walk(tree)) {
        for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /// Fast shutdown: what is committed stays, what is running is rolled back.
  @Override
  public void close() {
    closing = true;
    stop();
  }

  private synchronized void stop() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(server.pid())).start().waitFor();
      if (!server.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (IOException failure) {
      server.destroy();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }
}
