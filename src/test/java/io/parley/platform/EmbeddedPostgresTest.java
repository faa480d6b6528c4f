package io.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
  @Test
  void killedAloneItRunsAgainAtTheSameAddressWithWhatItAcknowledged(@TempDir Path folder) throws SQLException {
    try (var data = DataFolder.open(folder);
        var postgres = EmbeddedPostgres.start(data, Path.of(".cache").toAbsolutePath())) {
      run(postgres, "create table kept as select 1 as one");
      var former = postgres.pid();
      ProcessHandle.of(former).orElseThrow().destroyForcibly();
      await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
        run(postgres, "insert into kept select max(one) + 1 from kept");
        assertThat(postgres.pid()).isNotEqualTo(former);
      });
    }
  }

  @Test
  void itsOwnMemoryGrowsWithWhatIsStoredUpToAPartOfTheMachines() {
    var megabyte = 1L << 20;
    var gigabyte = 1L << 30;
    assertThat(EmbeddedPostgres.buffers(40 * megabyte, 24 * gigabyte)).isEqualTo(128 * megabyte);
    assertThat(EmbeddedPostgres.buffers(4 * gigabyte, 24 * gigabyte)).isEqualTo(512 * megabyte);
    assertThat(EmbeddedPostgres.buffers(90 * gigabyte, 24 * gigabyte)).isEqualTo(gigabyte);
    assertThat(EmbeddedPostgres.buffers(90 * gigabyte, 2 * gigabyte)).isEqualTo(256 * megabyte);
    assertThat(EmbeddedPostgres.buffers(0, 0)).isEqualTo(128 * megabyte);
  }

  private static void run(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.url()); var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
