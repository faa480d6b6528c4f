package io.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.support.TestParley;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class PlatformTest {
  private static final WorkspaceId ONE = new WorkspaceId(1);
  private static final WorkspaceId TWO = new WorkspaceId(2);
  private static TestParley parley;
  private static Database database;

  @BeforeAll
  static void start() {
    parley = TestParley.start();
    database = parley.get(Database.class);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void aTenantSeesOnlyItsOwnFilesEvenWhenTheStatementForgetsTheWorkspace() {
    var files = parley.get(Files.class);
    files.keep(ONE, "image/png", new byte[] {1});
    var seen = database.tenant(TWO, () -> database.sql().sql("select count(*) from platform.file")
        .query(Long.class).single());
    assertThat(seen).isZero();
  }

  @Test
  void anEngineTransactionInsideATenantsIsRefused() {
    assertThatThrownBy(() -> database.tenant(ONE, () -> database.engine(() -> 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEmbeddedDatabaseKeepsWhatItAcknowledged() {
    var settings = database.engine(() -> database.sql()
        .sql("select current_setting('fsync') || current_setting('synchronous_commit')").query(String.class).single());
    assertThat(settings).isEqualTo("onon");
  }

  @Test
  void aChangeIsToldAfterTheCommitAndNeverAfterARollback() throws Exception {
    var feed = parley.get(Feed.class);
    var heard = new CopyOnWriteArrayList<String>();
    try (var following = feed.follow(ONE, change -> heard.add(change.payload()))) {
      assertThatThrownBy(() -> database.tenant(ONE, () -> {
        feed.publish(ONE, "never");
        throw new IllegalStateException("rolled back");
      })).isInstanceOf(IllegalStateException.class);
      database.tenant(ONE, () -> feed.publish(ONE, "told"));
      assertThat(heard).containsExactly("told");
    }
  }

  @Test
  void whatIsKeptForLaterIsWrittenInItsOrderBeforeTheCommitAndNeverAfterARollback() {
    assertThatThrownBy(() -> database.engine(() -> {
      keep("insert into platform.lease values (:name, :holder, 1, now())", "never");
      throw new IllegalStateException("rolled back");
    })).isInstanceOf(IllegalStateException.class);
    database.engine(() -> {
      for (var n = 0; n < 10; n++) {
        keep("insert into platform.lease values (:name, :holder, 1, now())", "later " + n);
        keep("update platform.lease set epoch = epoch + 1 where name = :name and holder = :holder", "later " + n);
      }
    });
    var written = database.alone(() -> database.sql()
        .sql("select name || ' ' || epoch from platform.lease where name ~ '^(later|never)' order by name")
        .query(String.class).list());
    assertThat(written).hasSize(10).startsWith("later 0 2", "later 1 2");
    assertThatThrownBy(() -> database.alone(() -> {
      keep("select 1", "lost");
      return 1;
    })).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatWasKeptCanBeReadOnceItIsSettledAndAFailureBeforeTheCommitTakesAllBack() {
    var read = database.engine(() -> {
      keep("insert into platform.lease values (:name, :holder, 1, now())", "settled");
      var before = leases("settled");
      database.settle();
      return before + leases("settled");
    });
    assertThat(read).isEqualTo(1);
    assertThatThrownBy(() -> database.engine(() -> {
      keep("insert into platform.lease values (:name, :holder, 1, now())", "undone");
      keep("insert into platform.lease values (:name, :holder, 1, now())", "settled");
    })).isInstanceOf(DuplicateKeyException.class);
    assertThat(database.<Integer>alone(() -> leases("undone"))).isZero();
  }

  private static int leases(String name) {
    return database.sql().sql("select count(*) from platform.lease where name = :name").param("name", name)
        .query(Integer.class).single();
  }

  private static void keep(String sql, String name) {
    database.later(sql, Map.of("name", name, "holder", parley.get(Leases.class).node()));
  }

  @Test
  void theClockOfOneWorkspaceMovesForwardAlone() {
    var clocks = parley.get(Clocks.class);
    clocks.advance(TWO, Duration.ofDays(3));
    assertThat(Duration.between(clocks.wall(), clocks.now(TWO))).isGreaterThan(Duration.ofDays(2));
    assertThat(Duration.between(clocks.wall(), clocks.now(ONE))).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aLeaseIsHeldByOneNodeAndItsEpochGrowsWithTheHolder() {
    var other = new Leases(database, parley.get(Startup.class));
    var first = parley.get(Leases.class).hold("test", Duration.ofSeconds(30)).orElseThrow();
    assertThat(other.hold("test", Duration.ofSeconds(30))).isEmpty();
    parley.get(Leases.class).release("test");
    assertThat(other.hold("test", Duration.ofSeconds(30)).orElseThrow().epoch()).isEqualTo(first.epoch() + 1);
  }

  @Test
  void aGroupCommitTellsOnlyTheCulprit() {
    try (var commit = new GroupCommit<Integer, Integer>("test", 10, 100, items -> {
      if (items.contains(7)) {
        throw new IllegalArgumentException("seven");
      }
      return items.stream().map(n -> n * 2).toList();
    })) {
      var results = new ArrayList<Integer>();
      for (var n : List.of(1, 2, 3)) {
        results.add(commit.commit(n));
      }
      assertThat(results).containsExactly(2, 4, 6);
      assertThatThrownBy(() -> commit.commit(7)).hasMessage("seven");
    }
  }

  @Test
  void innerAddressesAreNeverCalled() throws Exception {
    var inners = List.of("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1");
    for (var inner : inners) {
      assertThat(Outside.inside(InetAddress.getByName(inner))).as(inner).isTrue();
    }
    assertThat(Outside.inside(InetAddress.getByName("203.0.113.9"))).isFalse();
  }

  @Test
  void aSealedSecretOpensOnlyWhereItWasSealed() {
    var secrets = parley.get(Secrets.class);
    var sealed = secrets.seal("connection 1", "token");
    assertThat(secrets.open("connection 1", sealed)).isEqualTo("token");
    assertThatThrownBy(() -> secrets.open("connection 2", sealed)).isInstanceOf(IllegalStateException.class);
  }
}
