package io.parley;

import io.parley.platform.Startup;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/// Starts Parley: one process, one port, and an embedded PostgreSQL unless another database is named.
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class Parley {

  public static void main(String[] args) {
    var settings = Startup.fromEnvironment();
    Thread.ofPlatform().name("startup").start(() -> Startup.standUp(settings));
    var context = SpringApplication.run(Parley.class, args);
    if (Boolean.parseBoolean(System.getenv("PARLEY_TRAINING"))) {
      // bin/up lets one start run to its end, so that the JVM can write down which classes a start needs.
      System.exit(SpringApplication.exit(context));
    }
  }
}
