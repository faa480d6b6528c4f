package io.parley;

import io.parley.platform.Refusal;
import io.parley.platform.Settings;
import io.parley.platform.Startup;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/// Starts Parley: one process, one port, and an embedded PostgreSQL unless another database is named.
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class Parley {

  public static void main(String[] args) {
    try {
      var settings = Settings.from(System::getenv);
      Startup.choose(settings);
      Thread.ofPlatform().name("startup").start(() -> begin(settings));
      SpringApplication.run(Parley.class, args);
    } catch (RuntimeException failure) {
      stop(failure);
    }
  }

  private static void begin(Settings settings) {
    try {
      Startup.get(settings);
    } catch (RuntimeException failure) {
      stop(failure);
    }
  }

  /// A refusal is one sentence for a person; anything else is a defect and keeps its trace.
  private static void stop(Throwable failure) {
    var refusal = refusal(failure);
    if (refusal == null) {
      failure.printStackTrace(System.err);
    } else {
      System.err.println(refusal.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }

  private static @Nullable Refusal refusal(@Nullable Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
    }
    return null;
  }
}
