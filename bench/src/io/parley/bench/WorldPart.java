package io.parley.bench;

import io.parley.bench.crowd.Crowd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A shop with many customers and a year behind it: its screens, the way of an event to its tag, and the end of a month.
final class WorldPart {
  private static final long SEED = 42;
  private static final int OFFERED_PER_SECOND = 2_000;
  private static final int RULES = 20;

  private final Bench bench;
  private final int people;
  private final double eventsEach;

  WorldPart(Bench bench, int people, double eventsEach) {
    this.bench = bench;
    this.people = people;
    this.eventsEach = eventsEach;
  }

  /// Screens alone, or everything.
  void run(boolean whole) {
    try (var server = Server.start(List.of()); var database = server.database(); var watching = server.database()) {
      RuleLoad.make(server, RULES);
      Visible.rule(server);
      load(server, database);
      var reading = new Reading(server, database);
      screens(server, reading);
      if (whole) {
        bench.attempt("event → tag", () -> visible(server, watching, reading));
        if (!Boolean.getBoolean("bench.nosegments")) {
          new SegmentPart(bench, server, database).run();
        }
        bench.attempt("a month expires", () -> expiry(server, database));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void load(Server server, Connection database) {
    Bench.say("Making %,d customers…".formatted(people));
    var start = System.nanoTime();
    var workspace = (int) new Fold(database).number("select min(workspace_id) from workspace.workspace");
    var events = new Crowd(SEED, people, eventsEach, Instant.ofEpochMilli(System.currentTimeMillis())
        .truncatedTo(ChronoUnit.DAYS)).load(database, workspace);
    Bench.say("  %,d events of %,d customers in %.0f s".formatted(events, people, (System.nanoTime() - start) / 1e9));
  }

  private void screens(Server server, Reading reading) {
    Bench.say("Screens…");
    for (var kind : reading.kinds()) {
      reading.measure(kind, bench.seconds(1.5, 0.7));
    }
    var answered = Load.run(Server.PORT, 2, bench.seconds(2, 1), Long.MAX_VALUE,
        n -> Events.singleTo("/bench/answer", server.writeKey(), 5 + n)).percentileMillis(0.95);
    for (var kind : reading.kinds()) {
      var times = reading.measure(kind, bench.seconds(3, 1));
      var p95 = times.percentile(0.95) / 1e6;
      var what = "%s, %,d customers".formatted(kind, people);
      var figure = "p50 %s, p95 %s".formatted(Report.millis(times.percentile(0.5) / 1e6), Report.millis(p95));
      bench.report.add(what, figure, "204: p95 " + Report.millis(answered), "–", "p95 < 100 ms", p95 < 100);
    }
  }

  private void visible(Server server, Connection watching, Reading reading) {
    Bench.say("Event → tag beside fifty readers…");
    var fold = new Fold(watching);
    try (var readers = new Readers(server, reading); var offer = new Offer(server, OFFERED_PER_SECOND, 61)) {
      Bench.pause(bench.seconds(20, 4).toMillis());
      var times = new Visible(server, watching).measure(bench.seconds(60, 8));
      var p99 = times.percentile(0.99) / 1e6;
      bench.report.add("event → tag visible at %,d events/s beside 50 readers".formatted(OFFERED_PER_SECOND),
          "p50 %s, p99 %s".formatted(Report.millis(times.percentile(0.5) / 1e6), Report.millis(p99)),
          "batch acknowledged: p99 " + Report.millis(offer.percentileMillis(0.99)), "–", "p99 < 1 s", p99 < 1000);
      bench.report.note("  what those readers saw", "p50 %s, p95 %s".formatted(
          Report.millis(readers.times().percentile(0.5) / 1e6), Report.millis(readers.times().percentile(0.95) / 1e6)),
          "–", "–");
    }
    fold.awaitIdle(Duration.ofSeconds(60));
  }

  /// The oldest whole month goes while somebody reads all months for ten seconds. Detaching waits for the reader, but
  /// nobody waits for it; a plain drop would stand in everybody's way, and is the reference.
  private void expiry(Server server, Connection database) {
    var months = oldest(database);
    var detached = gone(server, database,
        "alter table timeline.event detach partition %s concurrently".formatted(months.getFirst()),
        "drop table " + months.getFirst());
    var dropped = gone(server, database, "drop table " + months.getLast());
    bench.report.add("a month expires beside a 10 s reader: ingest p99 at 500/s", Report.millis(detached),
        "plain drop: " + Report.millis(dropped), "%.2f ×".formatted(detached / dropped), "< 1 s", detached < 1000);
  }

  private static List<String> oldest(Connection database) {
    try (var statement = database.createStatement(); var months = statement.executeQuery("""
        select inhrelid::regclass::text from pg_inherits
        where inhparent = 'timeline.event'::regclass and inhrelid::regclass::text ~ '20' order by 1 limit 2 offset 1
        """)) {
      months.next();
      var first = months.getString(1);
      months.next();
      return List.of(first, months.getString(1));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private double gone(Server server, Connection database, String... statements) {
    try (var reader = server.database(); var offer = new Offer(server, 500, 81)) {
      reader.setAutoCommit(false);
      Fold.run(reader, "select from timeline.event limit 1");
      var reading = Thread.ofPlatform().start(() -> Fold.run(reader, "select pg_sleep(10); rollback"));
      Bench.pause(1_000);
      try {
        for (var statement : statements) {
          Fold.run(database, statement);
        }
      } finally {
        Load.join(List.of(reading));
      }
      Bench.pause(2_000);
      return offer.percentileMillis(0.99);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
