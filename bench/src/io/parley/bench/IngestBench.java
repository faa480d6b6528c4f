package io.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Events in: accepted in batches and singly, folded with twenty rules, and how far behind the fold is.
final class IngestBench {
  private static final int RULES = 20;
  private static final int BATCH_CONNECTIONS = 16;
  private static final int OFFERED_PER_SECOND = 2_000;
  private static final List<Integer> SINGLE_CONNECTIONS = List.of(1, 16, 64);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  private final Bench bench;
  private final List<Double> copies = new ArrayList<>();

  IngestBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    try (var server = Server.start(List.of()); var database = server.database()) {
      var copy = new PlainCopy(database);
      var fold = new Fold(database);
      makeRules(server);
      Bench.say("Warming up…");
      warmUp(server, copy, fold);
      Bench.say("Batches and fold…");
      if (!Boolean.getBoolean("bench.singles")) {
        batches(server, copy, fold);
      }
      Bench.say("Single requests…");
      singles(server, fold);
      Bench.say("Lag of the fold…");
      lag(server, fold);
      if (fold.parked() > 0) {
        throw new IllegalStateException(fold.parked() + " events were parked; the figures mean nothing");
      }
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void makeRules(Server server) {
    for (var n = 0; n < RULES; n++) {
      var rule = server.call("POST", "/api/v1/rules", """
          {"name":"規則 %d","tag":"標籤 %d",\
          "condition":{"kind":"did","event":{"name":"page","where":[
            {"property":"url","op":"contains","value":"/products/%04d"}]},
            "measure":{"kind":"count","atLeast":3},"within":{"amount":7,"unit":"day"}}}
          """.formatted(n, n, n * 25));
      var id = java.util.regex.Pattern.compile("\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"").matcher(rule);
      if (!id.find()) {
        throw new IllegalStateException("No id in " + rule);
      }
      server.call("POST", "/api/v1/rules/" + id.group(1) + "/live", "");
    }
  }

  private void warmUp(Server server, PlainCopy copy, Fold fold) {
    var length = bench.seconds(9, 1.5);
    Load.run(Server.PORT, 16, length, Long.MAX_VALUE, n -> Events.single(server.writeKey(), 100 + n));
    Load.run(Server.PORT, 16, length, Long.MAX_VALUE,
        n -> Events.singleTo("/bench/answer", server.writeKey(), 200 + n));
    Load.run(Server.PORT, 4, length, bench.quick ? 100 : 600, n -> Events.batch(server.writeKey(), 300 + n));
    copy.run(bench.seconds(3, 0.5));
    fold.awaitIdle(DRAIN_LIMIT);
  }

  /// Pairs of COPY and batches; between them the log is folded down, and that is the sustained rate of the fold: it had
  /// work all the time.
  private void batches(Server server, PlainCopy copy, Fold fold) {
    var accepted = new ArrayList<Double>();
    var acceptedRatio = new ArrayList<Double>();
    var folded = new ArrayList<Double>();
    var foldedRatio = new ArrayList<Double>();
    for (var round = 0; round < (bench.quick ? 2 : 5); round++) {
      var seed = 1_000 * (round + 1);
      var rows = copy.run(bench.seconds(2, 1));
      copies.add(rows);
      var before = fold.done();
      var start = System.nanoTime();
      var load = Load.run(Server.PORT, BATCH_CONNECTIONS, Duration.ofSeconds(20), bench.quick ? 300 : 1_000,
          n -> Events.batch(server.writeKey(), seed + n));
      var drained = fold.awaitIdle(DRAIN_LIMIT);
      var rate = (fold.done() - before) / ((System.nanoTime() - start) / 1e9);
      accepted.add(load.rate() * Events.BATCH);
      acceptedRatio.add(load.rate() * Events.BATCH / rows);
      folded.add(rate);
      foldedRatio.add(rate / rows);
      Bench.say("  COPY %,.0f, accepted %,.0f, folded %,.0f a second%s".formatted(
          rows, load.rate() * Events.BATCH, rate, drained ? "" : " (not drained)"));
    }
    add("accepted, batches of 100, 16 connections", accepted, acceptedRatio, 0.40);
    var rate = Times.median(folded);
    var ratio = Times.median(foldedRatio);
    bench.report.add("folded, 20 rules", Report.count(rate) + " events/s", "COPY " + Report.count(Times.median(copies)),
        Report.percent(ratio), "≥ 10,000/s and ≥ 15 %", rate >= 10_000 && ratio >= 0.15);
  }

  private void add(String what, List<Double> rates, List<Double> ratios, double goal) {
    bench.report.add(what, Report.count(Times.median(rates)) + " events/s",
        "COPY " + Report.count(Times.median(copies)), Report.percent(Times.median(ratios)),
        "≥ " + Report.percent(goal), Times.median(ratios) >= goal);
  }

  private void singles(Server server, Fold fold) {
    Map<Integer, List<double[]>> rates = new TreeMap<>();
    for (var round = 0; round < (bench.quick ? 1 : 3); round++) {
      for (var connections : SINGLE_CONNECTIONS) {
        var seed = 100_000 * (round + 1) + 1_000 * connections;
        var length = bench.seconds(2.5, 1.5);
        var answered = Load.run(Server.PORT, connections, length, Long.MAX_VALUE,
            n -> Events.singleTo("/bench/answer", server.writeKey(), seed + n));
        var accepted = Load.run(Server.PORT, connections, length, Long.MAX_VALUE,
            n -> Events.single(server.writeKey(), seed + 500 + n));
        rates.computeIfAbsent(connections, c -> new ArrayList<>()).add(new double[] {
            accepted.rate(), answered.rate(), accepted.percentileMillis(0.99), answered.percentileMillis(0.99)});
        fold.awaitIdle(DRAIN_LIMIT);
      }
    }
    rates.forEach(this::addSingle);
    sustained(server, fold, rates.get(64).getLast()[1]);
  }

  /// The same load for longer than folding gives way to it, so that both share the cores.
  private void sustained(Server server, Fold fold, double answered) {
    Load.run(Server.PORT, 64, bench.seconds(8, 6), Long.MAX_VALUE, n -> Events.single(server.writeKey(), 800_000 + n));
    var load = Load.run(Server.PORT, 64, bench.seconds(5, 2), Long.MAX_VALUE,
        n -> Events.single(server.writeKey(), 900_000 + n));
    bench.report.note("the same at 64 connections, from the eighth second on, folded meanwhile",
        "%s/s, p99 %s".formatted(Report.count(load.rate()), Report.millis(load.percentileMillis(0.99))),
        "204: %s/s".formatted(Report.count(answered)), Report.percent(load.rate() / answered));
    fold.awaitIdle(DRAIN_LIMIT);
  }

  private void addSingle(int connections, List<double[]> pairs) {
    var ratio = Times.median(pairs.stream().map(pair -> pair[0] / pair[1]).toList());
    var what = "accepted, single requests, %d connection%s, bursts of 2.5 s".formatted(connections,
        connections == 1 ? "" : "s");
    var figure = "%s/s, p99 %s".formatted(Report.count(middle(pairs, 0)), Report.millis(middle(pairs, 2)));
    var reference = "204: %s/s, p99 %s".formatted(Report.count(middle(pairs, 1)), Report.millis(middle(pairs, 3)));
    if (connections == 64) {
      bench.report.add(what, figure, reference, Report.percent(ratio), "≥ 30 %", ratio >= 0.30);
    } else {
      bench.report.note(what, figure, reference, Report.percent(ratio));
    }
  }

  private static double middle(List<double[]> pairs, int column) {
    return Times.median(pairs.stream().map(pair -> pair[column]).toList());
  }

  /// 2,000 events a second in batches of a hundred; the age of the oldest unfolded fact is read ten times a second.
  private void lag(Server server, Fold fold) {
    var lags = new Times();
    var ended = System.nanoTime() + bench.seconds(20, 6).toNanos();
    var offered = Thread.ofPlatform().start(() -> offer(server, ended));
    while (offered.isAlive()) {
      lags.add((long) (Math.max(0, fold.lagMillis()) * 1e6));
      Bench.pause(100);
    }
    Load.join(List.of(offered));
    var worst = lags.percentile(1) / 1e6;
    bench.report.add("lag of the fold at 2,000 events/s",
        "p50 %s, worst %s".formatted(Report.millis(lags.percentile(0.5) / 1e6), Report.millis(worst)),
        "–", "–", "< 1 s", worst < 1000);
  }

  private static void offer(Server server, long ended) {
    var template = Events.batch(server.writeKey(), 9_000_000);
    var between = 1_000_000_000L * Events.BATCH / OFFERED_PER_SECOND;
    try (var wire = new Wire(Server.PORT)) {
      for (var at = System.nanoTime(); at < ended; at += between) {
        java.util.concurrent.locks.LockSupport.parkNanos(at - System.nanoTime());
        var status = wire.send(template.next());
        if (status != 200) {
          throw new IllegalStateException("Answered " + status + ": " + wire.body());
        }
      }
    }
  }
}
