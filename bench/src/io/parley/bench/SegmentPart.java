package io.parley.bench;

import java.sql.Connection;
import java.time.Duration;

/// Segments over all customers: what creating one costs the shop's events, and whether many who flip within one minute
/// are absorbed.
final class SegmentPart {
  private static final int OFFERED_PER_SECOND = 500;
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Duration FLIP_LIMIT = Duration.ofMinutes(3);

  private final Bench bench;
  private final Server server;
  private final Connection database;
  private final Fold fold;
  private double fillSeconds;

  SegmentPart(Bench bench, Server server, Connection database) {
    this.bench = bench;
    this.server = server;
    this.database = database;
    this.fold = new Fold(database);
  }

  void run() {
    bench.attempt("creating a segment", this::create);
    bench.attempt("flips", this::flip);
    bench.attempt("count while editing", this::count);
  }

  /// The same offer of events before and while a segment is made that looks at everybody's pages and orders.
  private void create() {
    Bench.say("A segment over all customers…");
    double quiet;
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 71)) {
      Bench.pause(bench.seconds(20, 5).toMillis());
      quiet = offer.percentileMillis(0.99);
    }
    double disturbed;
    double members;
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 72)) {
      members = make("看過十頁", """
          {"kind":"all","of":[{"kind":"did","event":{"name":"page","where":[]},"measure":{"kind":"count","atLeast":10},\
          "within":{"amount":90,"unit":"day"}},{"kind":"not","of":{"kind":"ordered","measure":"count","op":">=",\
          "value":5,"within":null,"channel":null}}]}""");
      disturbed = offer.percentileMillis(0.99);
    }
    bench.report.add("creating a segment over %,.0f customers: ingest p99 at %d/s".formatted(customers(),
        OFFERED_PER_SECOND), "%s, done in %.1f s, %,.0f members".formatted(Report.millis(disturbed), fillSeconds,
        members), "undisturbed " + Report.millis(quiet), "%.1f ×".formatted(disturbed / quiet), "≤ 2 ×",
        disturbed <= 2 * quiet);
  }

  private double customers() {
    return fold.number("select count(*) from customer.customer where merged_into is null");
  }

  private double make(String name, String condition) {
    var start = System.nanoTime();
    var id = RuleLoad.id(server.call("POST", "/api/v1/segments",
        "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition)));
    while (fold.number("select count(*) from audience.fill where id = '%s'".formatted(id)) > 0) {
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException("The segment was not filled within " + LIMIT);
      }
      Bench.pause(100);
    }
    fillSeconds = (System.nanoTime() - start) / 1e9;
    return fold.number("select count(*) from audience.membership where segment_id = '%s' and member".formatted(id));
  }

  /// Customers whose one visit becomes older than thirty days within the same minute, a while from now.
  private void flip() {
    var many = bench.quick ? 5_000 : 100_000;
    var wait = (int) (fillSeconds * 2 + 30);
    Fold.run(database, """
        insert into timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, properties)
        select nextval(pg_get_serial_sequence('timeline.log', 'position')), workspace_id, id, at, at, 'page', 'page',
          'https://shop.example/flip/', '{"url":"https://shop.example/flip/"}'
        from (select workspace_id, id, now() - interval '30 days' + %d * interval '1 second'
                + random() * interval '1 minute' as at
              from (select distinct on (customer_id) * from customer.identity where kind = 'visitor'
                    order by customer_id, id limit %d) i) e
        """.formatted(wait, many));
    var start = System.nanoTime();
    Bench.say("%,d customers flip in %d s…".formatted(many, wait));
    var members = make("剛好三十天", """
        {"kind":"did","event":{"name":"page","where":[{"property":"url","op":"contains","value":"/flip/"}]},\
        "measure":{"kind":"count","atLeast":1},"within":{"amount":30,"unit":"day"}}""");
    var left = start + (wait + 60) * 1_000_000_000L;
    try (var offer = new Offer(server, OFFERED_PER_SECOND, 73)) {
      while (System.nanoTime() < left) {
        Bench.pause(50);
      }
      while (fold.number("select count(*) from audience.membership where due_at < now() - interval '1 second'") > 0) {
        if (System.nanoTime() - left > FLIP_LIMIT.toNanos()) {
          throw new IllegalStateException("Flips are overdue");
        }
        Bench.pause(100);
      }
      var late = (System.nanoTime() - left) / 1e9;
      bench.report.add("%,.0f customers flip within one minute".formatted(members),
          "the last %.1f s after the minute; ingest p99 %s at %d/s".formatted(Math.max(0, late),
          Report.millis(offer.percentileMillis(0.99)), OFFERED_PER_SECOND), "–", "–", "absorbed", late < 10);
    }
  }

  private void count() {
    var conditions = java.util.List.of(
        new String[] {"an attribute", "{\"kind\":\"attribute\",\"name\":\"city\",\"op\":\"is\",\"value\":\"台北市\"}"},
        new String[] {"pages in 30 days", RuleLoad.did("page", "url", "contains", "\"/products/P00\"", 3)});
    for (var one : conditions) {
      var start = System.nanoTime();
      var answer = server.call("POST", "/api/v1/rules/preview", "{\"condition\":%s}".formatted(one[1]));
      var millis = (System.nanoTime() - start) / 1e6;
      bench.report.add("count while editing: " + one[0], Report.millis(millis) + ", "
          + answer.substring(0, Math.min(60, answer.length())).replaceAll("[|\\s]+", " "), "–", "–", "≤ 1 s",
          millis <= 1000);
    }
  }
}
