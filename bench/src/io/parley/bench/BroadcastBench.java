package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A broadcast to everybody: how long until its audience is frozen and planned, until the guard has decided about each,
/// and how fast it goes out, beside a plain client that sends the same bodies with as many at once.
final class BroadcastBench {
  private static final int AT_ONCE = 16;
  private static final int TOGETHER = 500;
  private static final int LIMIT_SECONDS = 3_600;

  private final Bench bench;

  BroadcastBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    var people = Integer.getInteger("bench.people", bench.quick ? 20_000 : 1_000_000);
    try (var line = new LineSink();
        var server = Server.start(List.of("-Dparley.line.api=" + line.url(), "-Dparley.outside.trusted=" + line.url()));
        var database = server.database()) {
      var connection = text(server.call("POST", "/api/v1/connections", """
          {"kind": "line", "name": "LINE", "channelId": "1650000000", "channelSecret": "0123456789abcdef0123456789abcdef"}
          """), "id");
      Bench.say("Making %,d customers…".formatted(people));
      people(database, connection, people);
      begin(server, database, "warm-up", "暖身", people);
      together(server, database, line, people);
      single(server, database, line, people);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// The same text for everybody: hundreds in a call.
  private void together(Server server, Connection database, LineSink line, int people) {
    var measured = begin(server, database, "together", "大家好", people);
    var to = IntStream.range(0, TOGETHER).mapToObj(n -> "\"U%032d\"".formatted(n)).collect(Collectors.joining(","));
    var bare = line.bare("/v2/bot/message/multicast",
        "{\"to\": [" + to + "], \"messages\": [{\"type\": \"text\", \"text\": \"大家好\"}]}", AT_ONCE,
        bench.seconds(5, 1)) * TOGETHER;
    var planned = measured.plannedNanos / 1e9;
    var decided = measured.decidedNanos / 1e9;
    bench.report.add("%,d people frozen and planned".formatted(people), "%.1f s".formatted(planned), "–", "–", "–",
        true);
    bench.report.add("%,d people planned and decided by the guard".formatted(people), "%.1f s".formatted(decided), "–",
        "–", "< 60 s for 1 M", decided * 1_000_000 / people < 60);
    rate("sent together, people a second", measured, people, bare);
  }

  /// A text of her own for each: one call a person. A tenth of the people is enough.
  private void single(Server server, Connection database, LineSink line, int people) {
    var measured = begin(server, database, "single", "{{name|您}}好", people);
    var bare = line.bare("/v2/bot/message/push",
        "{\"to\": \"U%032d\", \"messages\": [{\"type\": \"text\", \"text\": \"P1好\"}]}".formatted(1), AT_ONCE,
        bench.seconds(5, 1));
    rate("sent one by one, people a second", measured, people, bare);
  }

  private void rate(String what, Measured measured, int people, double bare) {
    var rate = people * 1e9 / measured.doneNanos;
    bench.report.add(what + ", from the start to the last", Report.count(rate), "bare client " + Report.count(bare),
        Report.percent(rate / bare), "≥ 80 %", rate >= 0.8 * bare);
  }

  /// From the start: until all are planned, until the guard has decided about all, until all are sent.
  private record Measured(long plannedNanos, long decidedNanos, long doneNanos) {}

  private static Measured begin(Server server, Connection database, String name, String text, int people) {
    var id = text(server.call("POST", "/api/v1/broadcasts", """
        {"name": "%s", "holdout": 0, "links": "plain", "channels": ["line"], "variants": [{"text": "%s"}]}
        """.formatted(name, text)), "id");
    Bench.say("Broadcast “%s” to %,d…".formatted(name, people));
    var start = System.nanoTime();
    server.call("POST", "/api/v1/broadcasts/" + id + "/start", "{}");
    long planned = 0;
    long decided = 0;
    while (true) {
      var state = word(database, "select state from campaign.broadcast where id = '%s'".formatted(id));
      var now = System.nanoTime() - start;
      planned = planned == 0 && !state.equals("planning") ? now : planned;
      decided = decided == 0 && planned > 0 && word(database, """
          select exists (select from outreach.send where workspace_id = 1 and due_at is not null)::text
          """).equals("false") ? now : decided;
      if (state.equals("done")) {
        return new Measured(planned, decided == 0 ? now : decided, now);
      }
      if (now > Duration.ofSeconds(LIMIT_SECONDS).toNanos()) {
        throw new IllegalStateException("The broadcast is still " + state);
      }
      Bench.pause(100);
    }
  }

  private static void people(Connection database, String connection, int people) {
    Fold.run(database, """
        with c as (
          insert into customer.customer (id, workspace_id, name, first_seen_at, last_seen_at, created_at)
          select gen_random_uuid(), 1, 'P' || n, now(), now(), now() from generate_series(1, %d) n returning id, name)
        insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
        select gen_random_uuid(), 1, 'line', '%2$s:U' || lpad(substr(name, 2), 32, '0'), id, id, now(), 'seen', now()
        from c;
        insert into channel.contact (connection_id, address, workspace_id)
        select '%2$s', 'U' || lpad(n::text, 32, '0'), 1 from generate_series(1, %1$d) n;
        insert into outreach.setting (workspace_id, value) values (1, '{"quietFrom": "12:00", "quietTo": "12:00",
          "perDay": 20, "reserve": 0, "prices": {}, "boughtDays": 30, "holdoutPercent": 0, "askFirst": []}');
        analyze customer.customer; analyze customer.identity; analyze channel.contact
        """.formatted(people, connection));
  }

  private static String word(Connection database, String sql) {
    try (var statement = database.createStatement(); var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String text(String json, String name) {
    var from = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(from, json.indexOf('"', from));
  }
}
