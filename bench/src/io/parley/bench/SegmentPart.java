package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;

/// Segments over all customers: what creating one costs the shop's events, and whether many who flip within one minute
/// are absorbed.
final class SegmentPart {
  private static final int OFFERED_PER_SECOND = 500;
  private static final int TOLD_PER_SECOND = 2_000;
  private static final Duration FILL_LIMIT = Duration.ofSeconds(Integer.getInteger("bench.fill", 240));
  private static final Duration FLIP_LIMIT = Duration.ofMinutes(3);

  private final Bench bench;
  private final World world;
  private final Server server;
  private final Connection database;
  private final Fold fold;

  SegmentPart(Bench bench, World world) {
    this.bench = bench;
    this.world = world;
    this.server = world.server;
    this.database = world.database;
    this.fold = new Fold(database);
  }

  /// The same offer of events before and while a segment is made that looks at everybody's pages and orders.
  void create() {
    Bench.say("A segment over all customers…");
    warm();
    double quiet;
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 10, 71)) {
      Bench.pause(bench.seconds(20, 5).toMillis());
      quiet = offer.percentileMillis(0.99);
    }
    double disturbed;
    Filled filled;
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 10, 72)) {
      filled = fill("看過十頁", """
          {"kind":"all","of":[{"kind":"did","event":{"name":"page","where":[]},"measure":{"kind":"count","atLeast":10},\
          "within":{"amount":90,"unit":"day"}},{"kind":"not","of":{"kind":"ordered","measure":"count","op":">=",\
          "value":5,"within":null,"channel":null}}]}""");
      disturbed = offer.percentileMillis(0.99);
    }
    bench.report.add(world.of("creating a segment: ingest p99 at %d/s".formatted(OFFERED_PER_SECOND)),
        "%s, %s".formatted(Report.millis(disturbed), filled.said()), "undisturbed " + Report.millis(quiet),
        "%.1f ×".formatted(disturbed / quiet), "≤ 2 ×", disturbed <= 2 * quiet);
    forget(filled);
  }

  /// A server that was just started reads all it needs from disk.
  private void warm() {
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 10, 70)) {
      Bench.pause(bench.seconds(40, 5).toMillis());
    }
  }

  /// How far a segment came within the time that is given to it.
  private record Filled(String id, double seconds, double done, double members, String tracesBefore) {
    String said() {
      return "%,.0f customers in %.0f s (%,.0f/s), %,.0f members".formatted(done, seconds, done / seconds, members);
    }
  }

  private Filled fill(String name, String condition) {
    var start = System.nanoTime();
    var id = RuleLoad.id(server.call("POST", "/api/v1/segments",
        "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition)));
    var before = traces();
    var open = "from audience.fill where id = '%s'".formatted(id);
    var waited = 0L;
    while (waited < FILL_LIMIT.toNanos() && fold.number("select count(*) " + open) > 0) {
      Bench.pause(100);
      waited = System.nanoTime() - start;
    }
    var done = fold.number("select coalesce((select done %s), (select count(*) from customer.customer))".formatted(open));
    var members = fold.number("select count(*) from audience.membership where segment_id = '%s' and member".formatted(id));
    return new Filled(id, waited / 1e9, done, members, before);
  }

  private String traces() {
    try (var statement = database.createStatement();
        var row = statement.executeQuery("select coalesce(array_agg(distinct trace), '{}')::text from audience.cell")) {
      row.next();
      return row.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// The world is kept: what a segment left in it would be in the way of the next part.
  private void forget(Filled filled) {
    server.call("DELETE", "/api/v1/segments/" + filled.id, "");
    Fold.run(database, "delete from audience.membership where segment_id = '%s'".formatted(filled.id));
    Fold.run(database, "delete from audience.cell where trace <> all ('%s')".formatted(filled.tracesBefore));
    Fold.run(database, "vacuum audience.membership");
    Fold.run(database, "vacuum audience.cell");
  }

  /// Many tell of one visit thirty days ago, so that each of them comes into a segment at once and leaves it within the
  /// same minute, a while from now.
  void flip() {
    var many = Math.min(bench.quick ? 5_000 : 100_000, world.people);
    var filled = fill("剛好三十天", """
        {"kind":"did","event":{"name":"page","where":[{"property":"url","op":"contains","value":"/flip/"}]},\
        "measure":{"kind":"count","atLeast":1},"within":{"amount":30,"unit":"day"}}""");
    var begun = Bench.now();
    var minute = begun.plusSeconds(20 + many / TOLD_PER_SECOND);
    Bench.say("%,d customers flip from %s on…".formatted(many, minute));
    new Flips(server, database, filled.id).tell(many, minute.minus(Duration.ofDays(30)));
    if (!fold.awaitIdle(Duration.between(Bench.now(), minute))) {
      throw new IllegalStateException("What was told was not folded before the minute began");
    }
    var members = fold.number("select count(*) from audience.membership where segment_id = '%s' and member"
        .formatted(filled.id));
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 10, 73)) {
      var late = new Flips(server, database, filled.id).late(minute, FLIP_LIMIT);
      bench.report.add(world.of("%,.0f flip within one minute".formatted(members)),
          "overdue at worst %.1f s, the last %.1f s after the minute; ingest p99 %s at %d/s".formatted(late.worst(),
          late.last(), Report.millis(offer.percentileMillis(0.99)), OFFERED_PER_SECOND), "–", "–", "absorbed",
          late.last() < 10);
    }
    forget(filled);
  }

  /// What somebody who writes a condition waits for: an estimate, then the exact figure.
  void count() {
    var conditions = new LinkedHashMap<String, String>();
    conditions.put("an attribute", "{\"kind\":\"attribute\",\"name\":\"city\",\"op\":\"is\",\"value\":\"台北市\"}");
    conditions.put("three pages in 30 days", RuleLoad.did("page", "url", "contains", "\"/products/P00\"", 3));
    conditions.put("two products put in the cart, never", """
        {"kind":"all","of":[%s,{"kind":"not","of":{"kind":"ordered","measure":"count","op":">=","value":1,\
        "within":null,"channel":null}}]}""".formatted(RuleLoad.did("Product Added", "price", ">=", "1000", 2)));
    conditions.put("members with something in the cart, or on LINE", """
        {"kind":"all","of":[{"kind":"lifecycle","stage":"member"},{"kind":"any","of":[{"kind":"cart","measure":"items",\
        "op":">=","value":1},{"kind":"reachable","channel":"line"}]}]}""");
    conditions.forEach((what, condition) -> {
      count(what, condition, false, Duration.ofSeconds(1));
      count(what, condition, true, Duration.ofSeconds(15));
    });
  }

  private void count(String what, String condition, boolean exact, Duration limit) {
    var start = System.nanoTime();
    var answer = server.call("POST", "/api/v1/conditions/count",
        "{\"condition\":%s,\"exact\":%b}".formatted(condition, exact));
    var millis = (System.nanoTime() - start) / 1e6;
    bench.report.add(world.of("count while editing: %s, %s".formatted(what, exact ? "exact" : "estimate")),
        Report.millis(millis) + ", " + answer.replaceAll("[|\\s\"{}]+", " ").strip(), "–", "–",
        "≤ %d s".formatted(limit.toSeconds()),
        millis <= limit.toMillis() && (!exact || answer.contains("\"exact\":true")));
  }
}
