package io.parley.support;

import io.parley.Parley;
import io.parley.platform.Settings;
import io.parley.platform.Startup;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A whole Parley, started for tests: real HTTP on a free port, real PostgreSQL, nothing replaced.
public final class TestParley implements AutoCloseable {
  private static final Set<TestParley> OPEN = ConcurrentHashMap.newKeySet();
  private static TestParley shared;

  private final ConfigurableApplicationContext context;
  private final int port;

  private TestParley(ConfigurableApplicationContext context, int port) {
    this.context = context;
    this.port = port;
  }

  /// The one of all tests that need no more of it than a workspace of their own; it ends with the JVM, not when one of
  /// them closes it. A start costs seconds, which was a third of the run.
  public static synchronized TestParley shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /// One for a test that counts, slows down or changes what all workspaces have together.
  public static TestParley start() {
    return start(TestDatabase.settings(false));
  }

  public static synchronized TestParley start(Settings settings, Class<?>... extra) {
    Startup.choose(settings);
    var sources = new Class<?>[extra.length + 1];
    sources[0] = Parley.class;
    System.arraycopy(extra, 0, sources, 1, extra.length);
    var application = new SpringApplication(sources);
    application.setRegisterShutdownHook(false);
    var context = application.run("--server.port=" + settings.port());
    var port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    var parley = new TestParley(context, port);
    OPEN.add(parley);
    return parley;
  }

  public <T> T get(Class<T> door) {
    return context.getBean(door);
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public int port() {
    return port;
  }

  /// Those that serve several test classes end with the run, before the database they would look for.
  static void closeAll() {
    OPEN.forEach(TestParley::end);
  }

  @Override
  public void close() {
    if (this != shared) {
      end();
    }
  }

  private void end() {
    OPEN.remove(this);
    context.close();
  }
}
