package io.parley.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the platform's parts together. The pools are all that decides which role a statement runs as, and how
/// it is planned.
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {
  private static final int TENANT_CONNECTIONS = 20;
  private static final int ENGINE_CONNECTIONS = 14;
  private static final int KEYED_CONNECTIONS = 10;
  /// A plan made once for a table that was empty then reads all of it later. Planning anew costs some tenths of a
  /// millisecond and knows how big the table and the batch are.
  private static final String PLAN_ANEW = "set plan_cache_mode = force_custom_plan";
  /// Rows that are found by their keys have one good plan, so it is made once, and no empty table leads it astray:
  /// reading a whole table is not on offer.
  private static final String PLAN_ONCE = """
      set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
      set enable_mergejoin = off""";

  @Bean
  Settings settings() {
    return Startup.settings();
  }

  @Bean(destroyMethod = "close")
  Startup startup(Settings settings) {
    return Startup.get(settings);
  }

  @Bean
  Secrets secrets(Startup startup) {
    return startup.secrets();
  }

  @Bean
  InstantSource wallClock() {
    return InstantSource.system();
  }

  @Bean(destroyMethod = "close")
  HikariDataSource tenantPool(Startup startup) {
    return pool(startup, "parley_app", TENANT_CONNECTIONS, PLAN_ANEW);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource enginePool(Startup startup) {
    return pool(startup, "parley_engine", ENGINE_CONNECTIONS, PLAN_ANEW);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource keyedPool(Startup startup) {
    return pool(startup, "parley_engine", KEYED_CONNECTIONS, PLAN_ONCE);
  }

  @Bean
  Database database(HikariDataSource tenantPool, HikariDataSource enginePool, HikariDataSource keyedPool) {
    return new Database(tenantPool, enginePool, keyedPool);
  }

  @Bean
  Outside outside(@Value("${parley.outside.trusted:}") String trusted) {
    var outside = new Outside();
    for (var address : trusted.split(",")) {
      if (!address.isBlank()) {
        outside.trust(URI.create(address.strip()));
      }
    }
    return outside;
  }

  private static HikariDataSource pool(Startup startup, String role, int connections, String plans) {
    var config = new HikariConfig();
    config.setPoolName(role);
    config.setJdbcUrl(startup.urlWithoutLogin());
    config.setUsername(role);
    config.setPassword(startup.secrets().derive(role));
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    // A node whose machine stands still in the middle of a transaction must not keep the others from its work: what it
    // holds is let go after half a minute, and its epoch keeps it out when it wakes.
    config.setConnectionInitSql(plans + "; set idle_in_transaction_session_timeout = '30s'");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("prepareThreshold", "3");
    config.addDataSourceProperty("ApplicationName", role);
    return new HikariDataSource(config);
  }
}
