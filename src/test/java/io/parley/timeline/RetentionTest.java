package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Settings;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Events of a kind go when their time is up by the workspace's clock, from the log too; empty months are dropped.
class RetentionTest {
  private static Settings settings;
  private static TestParley parley;
  private Shop shop;

  @BeforeAll
  static void start() {
    settings = TestDatabase.settings(false);
    parley = TestParley.start(settings);
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void open() {
    shop = Shop.open(parley);
  }

  @Test
  void whatIsPastItsTimeGoesAndTheRestStaysAndARebuildFindsNoDifference() {
    var now = parley.get(Clocks.class).now(shop.workspace());
    shop.tell(at(Shop.page("https://shop.example/old", Shop.visitor("v")), now.minus(Duration.ofDays(5))),
        at(Shop.page("https://shop.example/new", Shop.visitor("v")), now.minus(Duration.ofDays(1))),
        at(Shop.track("Signed Up", Shop.visitor("v")), now.minus(Duration.ofDays(5))));
    keep("page", 30);
    assertThat(shop.timeline(IdentityKey.visitor("v"))).hasSize(3);
    parley.get(Clocks.class).advance(shop.workspace(), Duration.ofDays(27));
    keep("page", 30);
    Awaitility.await().until(() -> shop.timeline(IdentityKey.visitor("v")).size() == 2);
    assertThat(shop.timeline(IdentityKey.visitor("v"))).extracting(TimelineEntry::kind)
        .containsExactly(TimelineEntry.Kind.page, TimelineEntry.Kind.track);
    assertThat(shop.count("select count(*) from timeline.log where workspace_id = :workspace")).isEqualTo(2);
    var report = shop.merchant().api().post("/api/v1/rebuild", Map.of()).json();
    assertThat(report.path("differing").asInt()).as(report.toString()).isZero();
  }

  @Test
  void aMonthOfWhichNothingIsLeftIsDroppedWholeAndMadeAgainWhenNeeded() {
    var then = Instant.parse("2021-03-10T00:00:00Z");
    shop.tell(at(Shop.page("https://shop.example/old", Shop.visitor("v")), then));
    assertThat(partitions("event_2021_03")).isOne();
    keep("page", 60);
    Awaitility.await().until(() -> partitions("event_2021_03") == 0);
    keep("page", null);
    shop.tell(at(Shop.page("https://shop.example/old", Shop.visitor("v")), then));
    assertThat(partitions("event_2021_03")).isOne();
    assertThat(shop.timeline(IdentityKey.visitor("v"))).hasSize(1);
  }

  @Test
  void aMonthLeavesBesideALongReaderAndNobodyWaits() throws SQLException {
    tellOld("2020-05-10T00:00:00Z");
    try (var reader = reading()) {
      keep("page", 60);
      Awaitility.await().until(() -> leaving("event_2020_05"));
      shop.tell(Shop.page("https://shop.example/now", Shop.visitor("w")));
      assertThat(shop.timeline(IdentityKey.visitor("w"))).hasSize(1);
      assertThat(shop.timeline(IdentityKey.visitor("v"))).isEmpty();
      assertThat(leaving("event_2020_05")).as("it waits for the reader").isTrue();
      reader.rollback();
    }
    Awaitility.await().until(() -> partitions("event_2020_05") == 0);
  }

  @Test
  void aMonthWhoseLeavingWasBrokenOffLeavesWithTheNextRound() throws SQLException {
    tellOld("2020-07-10T00:00:00Z");
    try (var reader = reading()) {
      brokenOff("event_2020_07");
      reader.rollback();
    }
    keep("page", 61);
    Awaitility.await().until(() -> partitions("event_2020_07") == 0);
  }

  @Test
  void anEventOfAMonthWhoseLeavingWasBrokenOffBringsItBack() throws SQLException {
    tellOld("2020-09-10T00:00:00Z");
    try (var reader = reading()) {
      brokenOff("event_2020_09");
      shop.send(at(Shop.track("Signed Up", Shop.visitor("v")), Instant.parse("2020-09-11T00:00:00Z")));
      reader.rollback();
    }
    shop.settle();
    assertThat(leaving("event_2020_09")).isFalse();
    assertThat(shop.timeline(IdentityKey.visitor("v"))).hasSize(1);
    assertThat(shop.ledger().parked()).isZero();
  }

  @Test
  void jobsThatEndedAMonthAgoAreForgottenWithWhomTheyChanged() {
    shop.tell(Shop.page("https://shop.example/", Shop.visitor("v")));
    var job = shop.merchant().api().post("/api/v1/customers/bulk", Map.of("verb", "tag", "tag", "群發",
        "customers", java.util.List.of(shop.customer(IdentityKey.visitor("v")).toString())));
    assertThat(job.status()).isEqualTo(202);
    Awaitility.await().until(() -> jobs("b.state = 'done' and c.bulk_id is not null") == 1);
    parley.get(BulkTagging.class).tidy();
    assertThat(jobs("true")).isOne();
    owner().sql("update timeline.bulk set updated_at = now() - interval '31 days'").update();
    parley.get(BulkTagging.class).tidy();
    assertThat(jobs("true")).isZero();
    assertThat(shop.count("select count(*) from timeline.bulk_change where workspace_id = :workspace")).isZero();
  }

  private long jobs(String which) {
    return shop.count("""
        select count(*) from timeline.bulk b left join timeline.bulk_change c on c.bulk_id = b.id
        where b.workspace_id = :workspace and
        """ + which);
  }

  private void tellOld(String at) {
    shop.tell(at(Shop.page("https://shop.example/old", Shop.visitor("v")), Instant.parse(at)));
  }

  /// Somebody who reads events and takes his time.
  private static Connection reading() throws SQLException {
    var connection = DriverManager.getConnection(settings.databaseUrl().orElseThrow());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.executeQuery("select count(*) from timeline.event");
    }
    return connection;
  }

  private void brokenOff(String month) {
    keep("page", 60);
    Awaitility.await().until(() -> leaving(month));
    assertThat(owner().sql("""
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'parley_upkeep' and datname = current_database() and query like '%concurrently%'
        """).query(Boolean.class).list()).hasSize(1);
    assertThat(leaving(month)).isTrue();
  }

  private boolean leaving(String month) {
    return shop.count("""
        select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where :workspace > 0 and i.inhdetachpending and c.relname = '%s'
        """.formatted(month)) == 1;
  }

  private static JdbcClient owner() {
    var source = new PGSimpleDataSource();
    source.setUrl(settings.databaseUrl().orElseThrow());
    return JdbcClient.create(source);
  }

  @Test
  void whatIsNotAKindOrNoTimeIsRefused() {
    assertThat(put("nonsense", 3)).isEqualTo(400);
    assertThat(put("page", 0)).isEqualTo(400);
    assertThat(put("page", 99_999)).isEqualTo(400);
  }

  private void keep(String kind, Integer days) {
    assertThat(put(kind, days)).isEqualTo(204);
  }

  private int put(String kind, Integer days) {
    var rule = new HashMap<String, Object>(Map.of("kind", kind));
    rule.put("days", days);
    return shop.merchant().api().send("PUT", "/api/v1/retention", rule).status();
  }

  private long partitions(String name) {
    return shop.count("select count(*) from pg_class where :workspace > 0 and relname = '" + name + "'");
  }

  private static Map<String, Object> at(Map<String, Object> event, Instant at) {
    var dated = new HashMap<>(event);
    dated.put("timestamp", at.toString());
    return dated;
  }
}
