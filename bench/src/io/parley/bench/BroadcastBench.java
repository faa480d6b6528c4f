package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A broadcast to everybody: how long until its audience is frozen and planned, until the guard has decided about each,
/// how fast it goes out beside a plain client that makes the same calls with as many at once, and what chat and the
/// screen notice meanwhile. `-Dbench.people` is how many.
final class BroadcastBench {
  private static final int AT_ONCE = 16;
  private static final int TOGETHER = 500;
  /// Those who get a text of their own each.
  private static final int FEW = 20_000;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Talk.Rate TALK = new Talk.Rate(5, 20);
  private static final List<String> PARTS =
      List.of(System.getProperty("bench.parts", "everybody,together,single").split(","));
  private static final String SOME = "{\"kind\":\"tagged\",\"tag\":\"some\"}";

  private final Bench bench;
  private final int people;

  /// From the start: until all are planned, until the guard has decided about all, until the last was sent.
  private record Measured(double planned, double decided, double done) {}

  BroadcastBench(Bench bench) {
    this.bench = bench;
    this.people = Integer.getInteger("bench.people", bench.quick ? 20_000 : 1_000_000);
  }

  void run() {
    try (var line = new LineSink(); var server = Server.start(List.of("-Dparley.line.api=" + line.url(),
        "-Dparley.outside.trusted=" + line.url())); var database = server.database()) {
      var connection = RuleLoad.id(server.call("POST", "/api/v1/connections", """
          {"kind": "line", "name": "LINE", "channelId": "1650000000", "channelSecret": "0123456789abcdef0123456789abcdef"}
          """));
      Bench.say("Making %,d customers…".formatted(people));
      new BroadcastCrowd(database, connection).make(people, Math.min(FEW, people / 2));
      for (var round = 0; round < (bench.quick ? 1 : 4); round++) {
        begin(server, database, SOME, "暖身");
      }
      try (var agent = new Agent(server)) {
        Talk.offer(server, agent, TALK, bench.seconds(10, 4));
        part("everybody", () -> everybody(server, database, agent));
      }
      part("together", () -> together(database, line, connection));
      part("single", () -> single(server, database, line));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// `-Dbench.parts` names those that are wanted.
  private void part(String name, Runnable part) {
    if (PARTS.contains(name)) {
      bench.attempt(name, part);
    }
  }

  /// The same text for everybody, while visitors write and a screen follows.
  private void everybody(Server server, Connection database, Agent agent) {
    var calm = Talk.offer(server, agent, TALK, bench.seconds(10, 4));
    var open = new AtomicBoolean(true);
    var meanwhile = new ArrayList<Times>();
    var talking = Thread.ofPlatform().start(() -> {
      while (open.get()) {
        meanwhile.add(Talk.offer(server, agent, TALK, Duration.ofSeconds(2)));
      }
    });
    Measured measured;
    double silence;
    try (var screen = new Screen(server)) {
      measured = begin(server, database, "null", "大家好");
      silence = screen.longest();
    } finally {
      open.set(false);
      Load.join(List.of(talking));
    }
    var minute = measured.decided * 1_000_000 / people;
    bench.report.note("%,d people frozen and planned".formatted(people), "%.1f s".formatted(measured.planned), "–", "–");
    bench.report.add("%,d people planned and decided by the guard".formatted(people),
        "%.1f s".formatted(measured.decided), "–", "–", "< 60 s for 1 M", minute < 60);
    bench.report.note("all of it, from the start to the last receipt", "%.1f s, %s people/s".formatted(measured.done,
        Report.count(people / measured.done)), "–", "–");
    bench.report.add("longest silence of the screen meanwhile", "%.2f s".formatted(silence), "–", "–", "≤ 1 s",
        silence <= 1);
    for (var share : new double[] {0.5, 0.99}) {
      var before = calm.percentile(share) / 1e6;
      var now = Times.of(meanwhile).percentile(share) / 1e6;
      bench.report.note("visitor → agent at %d/s meanwhile, p%.0f".formatted(TALK.perSecond(), share * 100),
          Report.millis(now), "undisturbed " + Report.millis(before), "%.1f ×".formatted(now / before));
    }
  }

  /// What is decided already and waits for its channel: hundreds in a call.
  private void together(Connection database, LineSink line, String connection) {
    Bench.say("Parcels to %,d…".formatted(people));
    var crowd = new BroadcastCrowd(database, connection);
    crowd.parcels(TOGETHER);
    var calls = (people + TOGETHER - 1) / TOGETHER;
    line.refill();
    var refused = line.refused.get();
    var before = line.requests.get();
    Fold.run(database, "update channel.parcel set due_at = now() where state = 'planned'");
    while (line.requests.get() == before) {
      Bench.pause(1);
    }
    var start = System.nanoTime();
    await(database, "select exists (select from channel.parcel where state <> 'sent')::text");
    var settled = (System.nanoTime() - start) / 1e9;
    Bench.say("  %d calls refused as too fast, all settled after %.1f s".formatted(line.refused.get() - refused,
        settled));
    var to = IntStream.range(0, TOGETHER).mapToObj(n -> "\"U%032d\"".formatted(n)).collect(Collectors.joining(","));
    var body = "{\"to\": [" + to + "], \"messages\": [{\"type\": \"text\", \"text\": \"大家好\"}]}";
    rate("sent together, people a second (LINE lets 200 calls a second)", people / settled,
        line.bare(LineSink.MULTICAST, body, AT_ONCE, calls) * people / calls);
    line.limited = false;
    bench.report.note("the same call to a LINE without limits", "–", "bare client " + Report.count(
        line.bare(LineSink.MULTICAST, body, AT_ONCE, Math.max(calls, 500)) * TOGETHER), "–");
    line.limited = true;
  }

  /// A text of her own for each: one call a person.
  private void single(Server server, Connection database, LineSink line) {
    var few = Math.min(FEW, people / 2);
    begin(server, database, SOME, "{{name|您}}暖身");
    line.refill();
    var before = line.requests.get();
    var first = new AtomicLong();
    var last = new AtomicLong();
    var seen = new AtomicLong(before);
    begin(server, database, SOME, "{{name|您}}好", () -> {
      var now = System.nanoTime();
      var requests = line.requests.get();
      if (requests > seen.getAndSet(requests)) {
        first.compareAndSet(0, now);
        last.set(now);
      }
    });
    var sent = line.requests.get() - before;
    var rate = sent * 1e9 / (last.get() - first.get());
    Bench.say("  %,d sent in %.1f s".formatted(sent, (last.get() - first.get()) / 1e9));
    var body = "{\"to\": \"U%032d\", \"messages\": [{\"type\": \"text\", \"text\": \"P1好\"}]}".formatted(1);
    rate("sent one by one, people a second (LINE lets 2,000 calls a second)", rate,
        line.bare(LineSink.PUSH, body, AT_ONCE, few));
    line.limited = false;
    bench.report.note("the same call to a LINE without limits", "–",
        "bare client " + Report.count(line.bare(LineSink.PUSH, body, AT_ONCE, few)), "–");
  }

  private void rate(String what, double rate, double bare) {
    bench.report.add(what, Report.count(rate), "bare client " + Report.count(bare), Report.percent(rate / bare),
        "≥ 80 %", rate >= 0.8 * bare);
  }

  private static Measured begin(Server server, Connection database, String whom, String text) {
    return begin(server, database, whom, text, () -> {});
  }

  private static Measured begin(Server server, Connection database, String whom, String text, Runnable look) {
    var id = RuleLoad.id(server.call("POST", "/api/v1/broadcasts", """
        {"name": "%s", "holdout": 0, "links": "plain", "channels": ["line"], "condition": %s,
         "variants": [{"text": "%s"}]}
        """.formatted(text, whom, text)));
    Bench.say("Broadcast “%s”…".formatted(text));
    var start = System.nanoTime();
    server.call("POST", "/api/v1/broadcasts/" + id + "/start", "{}");
    double planned = 0;
    double decided = 0;
    while (true) {
      look.run();
      var state = word(database, "select state from campaign.broadcast where id = '%s'".formatted(id));
      var now = (System.nanoTime() - start) / 1e9;
      planned = planned == 0 && !state.equals("planning") ? now : planned;
      decided = decided == 0 && planned > 0 && word(database, """
          select exists (select from outreach.send where workspace_id = 1 and due_at is not null)::text
          """).equals("false") ? now : decided;
      if (state.equals("done")) {
        Bench.say("  planned %.1f s, decided %.1f s, done %.1f s; %s".formatted(planned, decided == 0 ? now : decided,
            now, word(database, """
                select string_agg(what || ' ' || n, ', ') from (
                  select state || coalesce(' ' || reason, '') as what, count(*) as n from outreach.send
                  where source_id = '%s' group by 1 order by 2 desc) counts
                """.formatted(id))));
        return new Measured(planned, decided == 0 ? now : decided, now);
      }
      if (now > LONGEST.toSeconds()) {
        throw new IllegalStateException("The broadcast is still " + state);
      }
      Bench.pause(50);
    }
  }

  private static void await(Connection database, String unfinished) {
    var deadline = System.nanoTime() + LONGEST.toNanos();
    while (word(database, unfinished).equals("true")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not done after " + LONGEST);
      }
      Bench.pause(10);
    }
  }

  private static String word(Connection database, String sql) {
    try (var statement = database.createStatement(); var row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// A screen that is told how far the broadcast is, and how long it was told nothing until nothing was left to tell.
  private static final class Screen implements AutoCloseable {
    private final LiveClient socket;
    private final Times gaps = new Times();
    private long last = System.nanoTime();
    private boolean ended;

    Screen(Server server) {
      socket = new LiveClient("/api/v1/live", server.apiKey());
      socket.onText(this::heard);
    }

    private synchronized void heard(String frame) {
      if (!ended && frame.contains("\"type\":\"broadcast\"")) {
        var now = System.nanoTime();
        gaps.add(now - last);
        last = now;
        ended = !frame.contains("\"state\":\"planning\"") && frame.contains("\"waiting\":0,\"held\":0,\"sending\":0");
      }
    }

    double longest() {
      return gaps.percentile(1) / 1e9;
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
