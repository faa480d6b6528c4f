package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldSafetyTest {
  private static TestParley parley;
  private Shop shop;

  /// A stage that cannot bear one event, and one that hears who was recomputed.
  static class Poisoned implements Projection, Recompute {
    static volatile boolean cured;
    static final Set<String> RECOMPUTED = new ConcurrentSkipListSet<>();

    @Override
    public Stage stage() {
      return Stage.COMMERCE;
    }

    @Override
    public void apply(Batch batch) {
      if (!cured && batch.facts().stream().anyMatch(fact -> fact.name().equals("poison"))) {
        throw new IllegalStateException("cannot bear this");
      }
    }

    @Override
    public void recompute(WorkspaceId workspace, Set<CustomerId> customers) {
      customers.forEach(customer -> RECOMPUTED.add(customer.toString()));
    }
  }

  @BeforeAll
  static void start() {
    parley = TestParley.start(TestDatabase.settings(false), Poisoned.class);
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
  void aPoisonedEventIsParkedTheRestGoesOnAndItCanBeReplayed() {
    Poisoned.cured = false;
    var events = new ArrayList<Map<String, Object>>();
    for (var n = 0; n < 40; n++) {
      events.add(Shop.track(n == 17 ? "poison" : "fine", Shop.visitor("v" + n % 5)));
    }
    shop.tell(events.toArray(Map[]::new));
    assertThat(shop.count("select count(*) from timeline.event where workspace_id = :workspace")).isEqualTo(39);
    var parked = shop.merchant().api().get("/api/v1/parked-events").json().path("items");
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).path("reason").stringValue()).contains("cannot bear this");
    Poisoned.cured = true;
    shop.merchant().api().post("/api/v1/parked-events/" + parked.get(0).path("id").stringValue() + "/replay", null);
    shop.settle();
    assertThat(shop.ledger()).isEqualTo(new Ledger(40, 40, 0, 0, 0, 0, 0));
  }

  @Test
  void whoeverGainsOrLosesIdentitiesIsRecomputed() {
    shop.tell(Shop.track("A", Shop.visitor("v1")), Shop.track("A", Shop.member("m1")));
    var one = shop.customer(visitor("v1"));
    var other = shop.customer(member("m1"));
    shop.tell(Shop.identify(Shop.both("m1", "v1"), Map.of()));
    assertThat(Poisoned.RECOMPUTED).contains(one.toString(), other.toString());
    Poisoned.RECOMPUTED.clear();
    var customers = parley.get(Customers.class);
    var identity = customers.find(shop.workspace(), visitor("v1")).orElseThrow();
    append(NewFact.unlink(identity, "u1", parley.get(Clocks.class).now(shop.workspace())));
    shop.settle();
    assertThat(shop.customer(visitor("v1"))).isEqualTo(one);
    assertThat(Poisoned.RECOMPUTED).contains(one.toString(), other.toString());
  }

  @Test
  void aHolderThatSleptPastItsLeaseChangesNothing() {
    var log = parley.get(Log.class);
    var database = parley.get(Database.class);
    shop.settle();
    var before = database.engine(log::cursor);
    shop.tell(Shop.track("A", Shop.visitor("v1")));
    var fold = parley.get(Fold.class);
    var rows = database.engine(() -> log.read(before, 10));
    assertThatThrownBy(() -> fold.fold(new Fold.Round(before, rows))).isInstanceOf(Fold.Fenced.class);
    var now = database.engine(log::cursor);
    var zombie = new Log.Cursor(now.xid(), now.position(), now.epoch() - 1);
    assertThatThrownBy(() -> fold.fold(new Fold.Round(zombie, rows))).isInstanceOf(Fold.Fenced.class);
    assertThat(shop.timeline(visitor("v1"))).hasSize(1);
    assertThat(database.engine(log::cursor)).isEqualTo(now);
  }

  @Test
  void theLogIsReadInTheOrderOfItsTransactionsNotOfTheirDigits() {
    var database = parley.get(Database.class);
    var log = parley.get(Log.class);
    assertThatThrownBy(() -> database.engine(() -> {
      database.sql().sql("""
          insert into timeline.log (xid, workspace_id, received_at, kind, body)
          select x::text::xid8, :workspace, now(), 'segment', '{}' from unnest(array[100, 9, 10, 99, 11]) x
          """).param("workspace", shop.workspace().value()).update();
      assertThat(log.read(new Log.Cursor("0", 0, 0), 5)).extracting(LogRow::xid)
          .containsExactly("9", "10", "11", "99", "100");
      throw new IllegalStateException("taken back");
    })).hasMessage("taken back");
  }

  @Test
  void aTransactionThatCommitsLateIsNotSkipped() throws Exception {
    shop.tell(Shop.track("A", Shop.visitor("v1")));
    var identity = parley.get(Customers.class).find(shop.workspace(), visitor("v1")).orElseThrow();
    var appended = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    var database = parley.get(Database.class);
    var slow = Thread.ofVirtual().start(() -> database.tenant(shop.workspace(), () -> {
      // Facts are written when their transaction commits; this one has its number long before.
      database.sql().sql("select pg_current_xact_id()::text").query(String.class).single();
      parley.get(Timeline.class).append(shop.workspace(), List.of(message(identity, "slow")));
      appended.countDown();
      await(mayCommit);
    }));
    await(appended);
    append(message(identity, "quick"));
    shop.send(Shop.track("B", Shop.visitor("v1")));
    assertThat(shop.ledger().waiting()).isEqualTo(2);
    mayCommit.countDown();
    slow.join();
    shop.settle();
    assertThat(shop.timeline(visitor("v1"))).hasSize(4);
  }

  /// Of one the batch tells when she was seen, which it writes first; of the other a trait, which it writes later.
  @Test
  void aBatchHoldsItsCustomersInTheOneOrderInWhichEverybodyHoldsThem() {
    var now = parley.get(Clocks.class).now(shop.workspace());
    for (var visitor : List.of("v1", "v2")) {
      shop.tell(at(now.minusSeconds(7_200), visitor), at(now.minusSeconds(60), visitor));
    }
    var turned = shop.customer(visitor("v1")).toString().compareTo(shop.customer(visitor("v2")).toString()) > 0;
    var lower = turned ? "v2" : "v1";
    var upper = shop.customer(visitor(turned ? "v1" : "v2"));
    var database = parley.get(Database.class);
    var begun = new CountDownLatch(1);
    var mayFold = new CountDownLatch(1);
    // What is told after a transaction began is folded when that has ended.
    Thread.ofVirtual().start(() -> database.engine(() -> {
      database.sql().sql("select pg_current_xact_id()::text").query(String.class).single();
      begun.countDown();
      await(mayFold);
    }));
    await(begun);
    shop.send(Shop.page("https://shop.example/", Shop.visitor(turned ? "v1" : "v2")), Shop.event("identify",
        Shop.visitor(lower), Map.of("traits", Map.of("name", "Lin"), "timestamp", now.minusSeconds(600).toString())));
    database.engine(() -> {
      parley.get(Customers.class).lock(shop.workspace(), List.of(shop.customer(visitor(lower))));
      mayFold.countDown();
      Awaitility.await().pollInSameThread().until(() -> database.sql().sql("""
          select exists (select from pg_locks where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))
          """).query(Boolean.class).single());
      assertThat(database.sql().sql("select id from customer.customer where id = :id for update skip locked")
          .param("id", upper.value()).query(java.util.UUID.class).list()).as("nobody holds her").hasSize(1);
    });
    shop.settle();
    assertThat(parley.get(Customers.class).view(shop.workspace(), shop.customer(visitor(lower))).orElseThrow().name())
        .isEqualTo("Lin");
  }

  private static Map<String, Object> at(java.time.Instant time, String visitor) {
    return Shop.event("page", Shop.visitor(visitor), Map.of("timestamp", time.toString(), "properties", Map.of()));
  }

  private NewFact message(io.parley.customer.IdentityId identity, String text) {
    return NewFact.about(identity, FactKind.MESSAGE, "msg-" + Ids.next(),
        parley.get(Clocks.class).now(shop.workspace()), Map.of("text", text, "direction", "in"));
  }

  private void append(NewFact fact) {
    parley.get(Database.class).tenant(shop.workspace(),
        () -> parley.get(Timeline.class).append(shop.workspace(), List.of(fact)));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException impatient) {
      throw new IllegalStateException(impatient);
    }
  }

  @Test
  void aThousandEventsOfOnePersonOverEightConnectionsEachSentTwiceAreAThousand() throws Exception {
    var events = new ArrayList<Map<String, Object>>();
    for (var n = 0; n < 1_000; n++) {
      var who = switch (n % 4) {
        case 0 -> Shop.visitor("phone");
        case 1 -> Shop.visitor("laptop");
        case 2 -> Shop.member("m1");
        default -> Shop.both("m1", n % 8 == 3 ? "phone" : "laptop");
      };
      events.add(Shop.track("Product Viewed", who));
    }
    var twice = new ArrayList<>(events);
    twice.addAll(events);
    Collections.shuffle(twice, new Random(7));
    try (var connections = Executors.newFixedThreadPool(8)) {
      for (var start = 0; start < twice.size(); start += 20) {
        var part = twice.subList(start, start + 20);
        connections.submit(() -> shop.send(part.toArray(Map[]::new)));
      }
    }
    shop.settle();
    assertThat(shop.ledger()).isEqualTo(new Ledger(2_000, 1_000, 1_000, 0, 0, 0, 0));
    assertThat(shop.customer(visitor("phone"))).isEqualTo(shop.customer(member("m1")));
    assertThat(shop.customer(visitor("laptop"))).isEqualTo(shop.customer(member("m1")));
    assertThat(shop.count("select count(*) from timeline.event where workspace_id = :workspace")).isEqualTo(1_000);
  }

  @Test
  void viewsWithinTheSameMillisecondAreAllCounted() throws Exception {
    try (var connections = Executors.newFixedThreadPool(8)) {
      for (var n = 0; n < 24; n++) {
        connections.submit(() -> shop.send(Shop.event("track", Shop.visitor("v1"),
            Map.of("event", "Product Viewed", "timestamp", "2026-05-01T10:00:00.123Z"))));
      }
    }
    shop.settle();
    assertThat(shop.timeline(visitor("v1"))).hasSize(24);
  }
}
