package io.parley.bench;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;

/// Journeys with many on the way: what a step costs when ten thousand wait and when a million do, whether 100,000 who
/// are due within one minute are done in time, and how soon after an event its first message is planned.
/// `-Dbench.people` is how many wait.
final class JourneysBench {
  private static final int FEW = 10_000;
  private static final Duration IN_TIME = Duration.ofMinutes(2);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int ROUNDS = 3;

  private final Bench bench;
  private final int people;

  JourneysBench(Bench bench) {
    this.bench = bench;
    this.people = Integer.getInteger("bench.people", bench.quick ? 20_000 : 1_000_000);
  }

  void run() {
    try (var world = World.open(people, Long.getLong("bench.events", people * 20L) / (double) people)) {
      var waiting = new Waiting(world);
      bench.attempt("cost of a step", () -> cost(waiting));
      bench.attempt("due within one minute", () -> minute(waiting));
      bench.attempt("event → message planned", () -> planned(world));
    }
  }

  /// The same number of people go the same two steps, with few and with all others waiting beside them.
  private void cost(Waiting waiting) {
    var many = Math.min(FEW, people / 4);
    waiting.fill(many, Duration.ofDays(20));
    waiting.wave(many);
    var few = best(waiting, many);
    waiting.fill(people - many, Duration.ofDays(20));
    var all = best(waiting, many);
    bench.report.add("%,d due of %,d waiting".formatted(many, people), perSecond(many, all),
        "%,d due of %,d: %s".formatted(many, 2 * many, perSecond(many, few)), "cost %.2f ×".formatted(all / few),
        "≤ 1.5 ×", all <= 1.5 * few);
  }

  private static double best(Waiting waiting, int many) {
    var best = Double.MAX_VALUE;
    for (var round = 0; round < ROUNDS; round++) {
      best = Math.min(best, waiting.wave(many));
    }
    return best;
  }

  private static String perSecond(int many, double seconds) {
    return "%,.0f steps/s".formatted(2 * many / seconds);
  }

  private void minute(Waiting waiting) {
    var many = Math.min(100_000, people / 2);
    var minute = Bench.now().plusSeconds(10);
    waiting.spread(many, minute);
    while (Bench.now().isBefore(minute)) {
      Bench.pause(20);
    }
    waiting.done(minute.plusSeconds(60));
    var after = Duration.between(minute, Bench.now()).toMillis() / 1000.0;
    bench.report.add("%,d due within one minute, %,d waiting".formatted(many, people),
        "done %.1f s after the minute began".formatted(after), "–", "–", "≤ 120 s",
        after <= IN_TIME.toSeconds());
  }

  /// The first step of a journey is a message to whoever said hello.
  private void planned(World world) {
    var id = RuleLoad.id(world.server.call("POST", "/api/v1/journeys", """
        {"name":"打招呼","draft":{"trigger":{"kind":"event","event":{"name":"Said Hello"}},"entry":{"kind":"once"},
         "start":"m","steps":[
          {"id":"m","kind":"message","class":"marketing","texts":{"any":{"text":"歡迎"}},"to":{"next":"x"}},
          {"id":"x","kind":"exit"}]}}
        """));
    world.server.call("POST", "/api/v1/journeys/" + id + "/publish", "{}");
    var times = new Arrivals(world.server, world.database, """
        select i.value from customer.identity i join outreach.send s on s.identity_id = i.id
        where i.kind = 'visitor' and i.value = any (?)
        """).measure(bench.seconds(30, 6), visitor -> """
        {"batch":[{"type":"track","event":"Said Hello","anonymousId":"%s","properties":{}}]}""".formatted(visitor));
    var p99 = times.percentile(0.99) / 1e6;
    bench.report.add("event → first message planned, %,d waiting".formatted(people),
        "p50 %s, p99 %s".formatted(Report.millis(times.percentile(0.5) / 1e6), Report.millis(p99)), "–", "–",
        "p99 < 1 s", p99 < 1_000);
  }

  /// People of the world on their way through one journey: a wait, a tag, another wait.
  private static final class Waiting {
    private final Connection database;
    private final Fold count;
    private final String journey;

    Waiting(World world) {
      this.database = world.database;
      this.count = new Fold(database);
      var server = world.server;
      this.journey = RuleLoad.id(server.call("POST", "/api/v1/journeys", """
          {"name":"等待","draft":{"trigger":{"kind":"event","event":{"name":"Never Happens"}},"entry":{"kind":"once"},
           "start":"w","steps":[
            {"id":"w","kind":"wait","length":{"amount":1,"unit":"day"},"to":{"next":"s"}},
            {"id":"s","kind":"split","arms":[{"way":"a","percent":50},{"way":"b","percent":50}],
             "to":{"a":"v","b":"v"}},
            {"id":"v","kind":"wait","length":{"amount":30,"unit":"day"},"to":{"next":"x"}},
            {"id":"x","kind":"exit"}]}}
          """));
      server.call("POST", "/api/v1/journeys/" + journey + "/publish", "{}");
      // All at once, because whoever still goes through an older one writes a passage meanwhile; runs first, as she does.
      Fold.run(database, "truncate journey.run, journey.passage, journey.errand");
    }

    /// So many more wait at the first step, until somewhen after `from`.
    void fill(int many, Duration from) {
      Fold.run(database, """
          insert into journey.run (id, workspace_id, journey_id, version, identity_id, entry_key, entered_at, step, hop,
            arrived_at, due_at, held_out, trial, kept)
          select gen_random_uuid(), i.workspace_id, '%1$s', 1, i.id, 'once', now(), 'w', 0, now(),
            now() + interval '%2$d seconds' * (1 + random()), false, false,
            jsonb_build_object('since', now(), 'position', 0, 'products', '[]'::jsonb, 'values', '{}'::jsonb)
          from (select min(id::text)::uuid as id, workspace_id from customer.identity i
            where not exists (select from journey.run r where r.identity_id = i.id)
            group by customer_id, workspace_id limit %3$d) i
          """.formatted(journey, from.toSeconds(), many));
      Fold.run(database, "analyze journey.run");
    }

    /// Lets so many be due at once, and answers after how many seconds all of them wait again.
    double wave(int many) {
      spread(many, null);
      var start = System.nanoTime();
      done(Bench.now());
      return (System.nanoTime() - start) / 1e9;
    }

    /// So many are due within the minute from then on, or now; those who went on before begin anew.
    void spread(int many, Instant from) {
      Fold.run(database, """
          delete from journey.passage;
          update journey.run set step = 'w', hop = 0, due_at = now() + interval '20 days' where step <> 'w';
          update journey.run set due_at = %s where id in (select id from journey.run limit %d)
          """.formatted(from == null ? "now()" : "timestamptz '%s' + interval '1 minute' * random()".formatted(from),
          many));
      Fold.run(database, "vacuum journey.run");
    }

    /// Waits until nobody is due who was due by then.
    void done(Instant then) {
      var deadline = System.nanoTime() + LONGEST.toNanos();
      while (count.number("""
          select count(*) from (select from journey.run where due_at <= timestamptz '%s' limit 1) due
          """.formatted(then)) > 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("Somebody was due for ten minutes");
        }
        Bench.pause(20);
      }
    }
  }
}
