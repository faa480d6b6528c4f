package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What a shop with a year behind it feels like: its screens, the way of an event to its tag, and the end of a month.
final class WorldPart {
  private static final int OFFERED_PER_SECOND = 2_000;

  private final Bench bench;
  private final World world;
  private final Server server;
  private final Connection database;

  WorldPart(Bench bench, World world) {
    this.bench = bench;
    this.world = world;
    this.server = world.server;
    this.database = world.database;
  }

  void screens() {
    Bench.say("Screens…");
    var reading = new Reading(server, database);
    for (var kind : reading.kinds()) {
      reading.measure(kind, bench.seconds(1.5, 0.7));
    }
    var answered = Load.run(Server.PORT, 2, bench.seconds(2, 1), Long.MAX_VALUE,
        n -> Events.singleTo("/bench/answer", server.writeKey(), 5 + n)).percentileMillis(0.95);
    for (var kind : reading.kinds()) {
      var times = reading.measure(kind, bench.seconds(3, 1));
      var p95 = times.percentile(0.95) / 1e6;
      var what = world.of(kind);
      var figure = "p50 %s, p95 %s".formatted(Report.millis(times.percentile(0.5) / 1e6), Report.millis(p95));
      bench.report.add(what, figure, "204: p95 " + Report.millis(answered), "–", "p95 < 100 ms", p95 < 100);
    }
  }

  void visible() {
    Bench.say("Event → tag beside fifty readers…");
    var fold = new Fold(database);
    var reading = new Reading(server, database);
    try (var readers = new Readers(server, reading); var offer = new Offer(server, OFFERED_PER_SECOND, Events.BATCH, 61)) {
      Bench.pause(bench.seconds(20, 4).toMillis());
      var times = new Visible(server, database).measure(bench.seconds(60, 8));
      var p99 = times.percentile(0.99) / 1e6;
      bench.report.add(world.of("event → tag visible at %,d events/s beside 50 readers".formatted(OFFERED_PER_SECOND)),
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
  void expiry() {
    var months = oldest();
    var detached = gone(
        "alter table timeline.event detach partition %s concurrently".formatted(months.getFirst()),
        "drop table " + months.getFirst());
    var dropped = gone("drop table " + months.getLast());
    bench.report.add(world.of("a month expires beside a 10 s reader: ingest p99 at 500/s"), Report.millis(detached),
        "plain drop: " + Report.millis(dropped), "%.2f ×".formatted(detached / dropped), "< 1 s", detached < 1000);
  }

  private List<String> oldest() {
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

  private double gone(String... statements) {
    try (var reader = server.database(); var offer = new Offer(server, 500, 10, 81)) {
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
