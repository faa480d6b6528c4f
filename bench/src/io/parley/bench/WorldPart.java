package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a shop with a year behind it feels like: its screens, the way of an event to its tag, and the end of a month.
final class WorldPart {
  private static final int OFFERED_PER_SECOND = 2_000;
  private static final Duration LEAVING = Duration.ofMinutes(3);

  private final Bench bench;
  private final World world;
  private final Server server;
  private final Connection database;
  private final Fold fold;

  WorldPart(Bench bench, World world) {
    this.bench = bench;
    this.world = world;
    this.server = world.server;
    this.database = world.database;
    this.fold = new Fold(database);
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

  /// The oldest month passes its time, by the merchant's own setting: its rows go in portions, then the month itself,
  /// while one reader after the other holds all months for ten seconds. Reference: a month that is simply dropped
  /// beside such a reader, and comes back.
  void expiry() {
    Bench.say("A month expires…");
    var dropped = dropped();
    var month = oldest();
    var days = ChronoUnit.DAYS.between(month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC),
        Bench.now());
    var rows = fold.number("select count(*) from timeline.event_%s".formatted(named(month)));
    double expired;
    var start = System.nanoTime();
    try (var readers = new SlowReaders(server); var offer = new Offer(server, 500, 10, 81)) {
      keep(Long.toString(days));
      while (there(month) && System.nanoTime() - start < LEAVING.toNanos()) {
        Bench.pause(100);
      }
      Bench.pause(2_000);
      expired = offer.percentileMillis(0.99);
    } finally {
      keep("null");
    }
    var what = there(month) ? "%s, not gone after %%.0f s, %%,.0f rows before" : "%s, gone after %%.0f s, %%,.0f rows";
    bench.report.add(world.of("a month expires beside 10 s readers: ingest p99 at 500/s"),
        what.formatted(Report.millis(expired)).formatted((System.nanoTime() - start) / 1e9, rows),
        "plain drop: " + Report.millis(dropped), "%.2f ×".formatted(expired / dropped), "< 1 s", expired < 1000);
  }

  private void keep(String days) {
    for (var kind : List.of("page", "track", "identify")) {
      server.call("PUT", "/api/v1/retention", "{\"kind\":\"%s\",\"days\":%s}".formatted(kind, days));
    }
  }

  private YearMonth oldest() {
    try (var statement = database.createStatement(); var months = statement.executeQuery("""
        select min(substring(inhrelid::regclass::text from '[0-9]{4}_[0-9]{2}$')) from pg_inherits
        where inhparent = 'timeline.event'::regclass
        """)) {
      months.next();
      return YearMonth.parse(months.getString(1).replace('_', '-'));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String named(YearMonth month) {
    return month.toString().replace('-', '_');
  }

  private boolean there(YearMonth month) {
    return fold.number("select count(*) from pg_class where relname = 'event_%s'".formatted(named(month))) > 0;
  }

  private double dropped() {
    try (var readers = new SlowReaders(server); var offer = new Offer(server, 500, 10, 82)) {
      Bench.pause(1_000);
      Fold.run(database, "begin; drop table timeline.event_%s; rollback".formatted(named(oldest())));
      Bench.pause(2_000);
      return offer.percentileMillis(0.99);
    }
  }
}
