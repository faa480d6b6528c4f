package io.parley.support;

import io.parley.Parley;
import io.parley.platform.Settings;
import io.parley.platform.Startup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A whole Parley, started for tests: real HTTP on a free port, real PostgreSQL, nothing replaced.
public final class TestParley implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final int port;

  private TestParley(ConfigurableApplicationContext context, int port) {
    this.context = context;
    this.port = port;
  }

  public static TestParley start() {
    return start(TestDatabase.settings(false));
  }

  public static synchronized TestParley start(Settings settings, Class<?>... extra) {
    Startup.choose(settings);
    var sources = new Class<?>[extra.length + 1];
    sources[0] = Parley.class;
    System.arraycopy(extra, 0, sources, 1, extra.length);
    var context = new SpringApplication(sources).run("--server.port=" + settings.port());
    var port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    return new TestParley(context, port);
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

  @Override
  public void close() {
    context.close();
  }
}
