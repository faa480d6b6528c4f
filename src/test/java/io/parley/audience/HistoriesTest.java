package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audience.condition.Brute;
import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Story;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Through HTTP, log, fold and database: many small histories (late events, browsers that turn out to be one person,
/// instants a window apart or a microsecond off) and many conditions at once. Rules and segments that were there before
/// the first event, and those made after the last, agree with a count over everything, now and at the very instants at
/// which the clock flips somebody. `-Dparley.histories=10000` for many more.
class HistoriesTest {
  private static final int HISTORIES = Integer.getInteger("parley.histories", 400);
  private static final int IN_A_SHOP = 400;
  private static final int CONDITIONS = 12;
  private static final int INSTANTS = 3;
  private static final int A_BATCH = 100;
  private static final long A_MICRO = 1;
  /// Of what lies over a day ahead the time is not believed.
  private static final long LATEST = 4 * Story.DAY + Story.DAY / 2;
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void beforeTheEventsOrAfterThemRulesAndSegmentsAreAsCountedAtEveryInstant() {
    var tags = 0;
    var members = 0;
    var flipped = 0;
    for (var seed = 1; (seed - 1) * IN_A_SHOP < HISTORIES; seed++) {
      var shop = new Shop(seed);
      shop.begin("before");
      shop.tell();
      shop.begin("after");
      tags += shop.tagsAreAsCounted();
      members += shop.membersAreAsCounted(shop.now);
      flipped += shop.theClockFlips();
    }
    assertThat(tags).isGreaterThan(HISTORIES);
    assertThat(members).isGreaterThan(HISTORIES);
    assertThat(flipped).isPositive();
  }

  /// One history: what one person did in one browser or two, and whether she signed in.
  private static final class History {
    final int number;
    final boolean signsIn;
    final List<Story.Told> told = new ArrayList<>();

    History(int number, boolean signsIn) {
      this.number = number;
      this.signsIn = signsIn;
    }
  }

  private record Asked(Condition condition, Map<String, UUID> ids) {}

  private static final class Shop {
    final Merchant merchant = Merchant.found(parley);
    final WorkspaceId workspace = merchant.workspace().id();
    final Call collector = Call.to(parley.url()).with("Authorization", "Basic " + Base64.getEncoder()
        .encodeToString((merchant.workspace().writeKey() + ":").getBytes()));
    final Instant base = parley.get(Clocks.class).now(workspace).minus(4, ChronoUnit.DAYS);
    final Random random;
    final long seed;
    final List<Asked> rules = new ArrayList<>();
    final List<Asked> segments = new ArrayList<>();
    final List<History> histories = new ArrayList<>();
    final Map<History, CustomerId> customers = new HashMap<>();
    Instant now = base;

    Shop(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      var words = new Story(random);
      for (var n = 0; n < CONDITIONS; n++) {
        rules.add(new Asked(words.behaviour(), new HashMap<>()));
        segments.add(new Asked(words.behaviour(), new HashMap<>()));
      }
    }

    /// Makes a rule and a segment of every condition, and waits until their past is worked out.
    void begin(String when) {
      for (var n = 0; n < CONDITIONS; n++) {
        var name = "%s %d".formatted(when, n);
        var rule = parley.get(Rules.class).draft(workspace, new Rules.Draft(name, name, rules.get(n).condition));
        parley.get(Rules.class).live(workspace, rule.rule().id());
        rules.get(n).ids.put(when, rule.rule().id().value());
        segments.get(n).ids.put(when, parley.get(Segments.class).make(workspace,
            new Segments.Draft(name, segments.get(n).condition)).segment().id().value());
      }
      Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(() ->
          parley.get(Database.class).engine(() -> parley.get(FillStore.class).open(workspace)).isEmpty());
    }

    /// Everybody's calls in one disorder, so that most come late, sometimes after a rest.
    void tell() {
      var calls = new ArrayList<Map<String, Object>>();
      var whose = new HashMap<Map<String, Object>, History>();
      for (var n = 0; n < IN_A_SHOP; n++) {
        var history = new History(n, random.nextInt(3) == 0);
        histories.add(history);
        var story = Story.of(random, 1 + random.nextInt(8));
        for (var told : story.events) {
          var event = new Story.Told(Math.min(told.micros(), LATEST), 0, told.name(), told.url(), told.colour(),
              told.price());
          var call = call(history, event);
          calls.add(call);
          whose.put(call, history);
        }
        if (history.signsIn) {
          calls.add(signIn(history, "a"));
          calls.add(signIn(history, "b"));
        }
      }
      Collections.shuffle(calls, random);
      var position = 0L;
      for (var call : calls) {
        var history = whose.get(call);
        if (history != null) {
          var event = (Story.Told) call.remove("told");
          history.told.add(new Story.Told(event.micros(), ++position, event.name(), event.url(), event.colour(),
              event.price()));
        }
      }
      send(calls);
      meet();
    }

    private void send(List<Map<String, Object>> calls) {
      for (var from = 0; from < calls.size(); from += A_BATCH) {
        var answer = collector.post("/v1/batch", Map.of("batch", calls.subList(from,
            Math.min(from + A_BATCH, calls.size()))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        if (random.nextInt(8) == 0) {
          settle();
        }
      }
      settle();
    }

    private void settle() {
      Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(20))
          .until(() -> parley.get(Timeline.class).ledger(workspace).waiting() == 0);
    }

    private Map<String, Object> call(History history, Story.Told event) {
      var call = new LinkedHashMap<String, Object>();
      var page = event.name().equals("page");
      var properties = new HashMap<String, Object>(Map.of("price", event.price(),
          "look", Map.of("colour", event.colour())));
      if (page) {
        properties.put("url", event.url());
      } else {
        call.put("event", event.name());
      }
      call.put("type", page ? "page" : "track");
      call.put("messageId", UUID.randomUUID().toString());
      call.put("anonymousId", "%s%d".formatted(history.signsIn && random.nextBoolean() ? "b" : "a", history.number));
      call.put("timestamp", base.plus(event.micros(), ChronoUnit.MICROS).toString());
      call.put("properties", properties);
      call.put("told", event);
      return call;
    }

    private Map<String, Object> signIn(History history, String browser) {
      return Map.of("type", "identify", "messageId", UUID.randomUUID().toString(), "userId", "m" + history.number,
          "anonymousId", browser + history.number, "traits", Map.of(), "timestamp", base.toString());
    }

    private void meet() {
      var doors = parley.get(Customers.class);
      histories.forEach(history -> customers.put(history, doors
          .find(workspace, IdentityKey.visitor("a" + history.number))
          .or(() -> doors.find(workspace, IdentityKey.visitor("b" + history.number)))
          .flatMap(identity -> doors.of(workspace, identity)).orElseThrow()));
      assertThat(new HashSet<>(customers.values())).hasSize(IN_A_SHOP);
      now = parley.get(Clocks.class).now(workspace);
    }

    int tagsAreAsCounted() {
      var carried = parley.get(Tags.class).of(workspace, customers.values());
      var found = 0;
      for (var history : histories) {
        var actual = new HashMap<UUID, Instant>();
        carried.getOrDefault(customers.get(history), List.of()).forEach(tag -> actual.put(tag.rule(), tag.since()));
        var expected = new HashMap<UUID, Instant>();
        for (var rule : rules) {
          var first = new Brute(history.told, Person.NOBODY).first(rule.condition);
          if (first != null) {
            rule.ids.values().forEach(id -> expected.put(id, base.plus(first.micros(), ChronoUnit.MICROS)));
          }
        }
        assertThat(actual).as(() -> told(history, rules)).isEqualTo(expected);
        found += actual.size();
      }
      return found;
    }

    int membersAreAsCounted(Instant at) {
      var dues = parley.get(Dues.class);
      while (dues.pass(workspace, at)) {
        Thread.onSpinWait();
      }
      var members = members(customers.values());
      var micros = ChronoUnit.MICROS.between(base, at);
      var found = 0;
      for (var history : histories) {
        var brute = new Brute(history.told, Person.NOBODY);
        var expected = new HashSet<UUID>();
        segments.stream().filter(segment -> brute.holds(segment.condition, micros))
            .forEach(segment -> expected.addAll(segment.ids.values()));
        assertThat(members.getOrDefault(customers.get(history), Set.of()))
            .as(() -> "at %s: %s".formatted(micros, told(history, segments))).isEqualTo(expected);
        found += expected.size();
      }
      return found;
    }

    /// A microsecond before somebody is due and at that very instant; how many flipped then.
    int theClockFlips() {
      var flipped = 0;
      for (var n = 0; n < INSTANTS; n++) {
        var due = due();
        if (due == null) {
          return flipped;
        }
        membersAreAsCounted(due.minus(A_MICRO, ChronoUnit.MICROS));
        var before = members(customers.values());
        membersAreAsCounted(due);
        flipped += members(customers.values()).equals(before) ? 0 : 1;
      }
      return flipped;
    }

    /// One of the next instants at which something is due, by chance, but late enough that the clock does not come to
    /// it meanwhile.
    private Instant due() {
      var soon = parley.get(Clocks.class).now(workspace).plusSeconds(600);
      var from = soon.isAfter(now) ? soon : now;
      var due = parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql("""
          select distinct due_at from audience.membership
          where workspace_id = :workspace and due_at > :from::timestamptz order by due_at limit 60
          """).param("workspace", workspace.value()).param("from", from.toString())
          .query((row, n) -> row.getObject(1, java.time.OffsetDateTime.class).toInstant()).list());
      if (due.isEmpty()) {
        return null;
      }
      now = due.get(random.nextInt(due.size()));
      return now;
    }

    private Map<CustomerId, Set<UUID>> members(Collection<CustomerId> some) {
      var in = new HashMap<CustomerId, Set<UUID>>();
      var ids = segments.stream().flatMap(segment -> segment.ids.values().stream()).toList();
      parley.get(Database.class).engine(() ->
          parley.get(StateStore.class).memberships(workspace, ids, List.copyOf(some)).forEach((key, membership) -> {
            if (membership.member()) {
              in.computeIfAbsent(key.customer(), _ -> new HashSet<>()).add(key.watch());
            }
          }));
      return in;
    }

    private String told(History history, List<Asked> asked) {
      return "seed %d, history %d, signs in %s: %s asked %s".formatted(seed, history.number, history.signsIn,
          history.told, asked);
    }
  }
}
