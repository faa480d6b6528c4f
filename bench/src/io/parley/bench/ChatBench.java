package io.parley.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Messages of visitors: how many a second are durable, and how long one takes to the agent's screen. The reference is
/// a WebSocket of the same server that commits one insert and echoes.
final class ChatBench {
  /// A visitor may send 30 messages in ten seconds, so many of them write in turn.
  static final int VISITORS = 4_000;
  private static final int PER_SECOND = 500;
  private static final int SENDERS = 50;
  private static final int DRAIN_SECONDS = 30;

  private final Bench bench;

  ChatBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    try (var server = Server.start(List.of()); var database = server.database()) {
      Fold.run(database, """
          create schema if not exists bench;
          create table if not exists bench.echo (id bigint generated always as identity, text text not null);
          grant usage on schema bench to parley_engine;
          grant insert on bench.echo to parley_engine
          """);
      var fold = new Fold(database);
      try (var agent = new Agent(server)) {
        warmUp(server, agent, fold);
        durable(server, fold);
        Bench.say("Latency at %d messages a second…".formatted(PER_SECOND));
        latency(server, agent, fold);
      }
    } catch (java.sql.SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void warmUp(Server server, Agent agent, Fold fold) {
    Bench.say("Warming up…");
    Load.run(Server.PORT, 16, bench.seconds(15, 3), Long.MAX_VALUE, n -> message(server, 10 + n));
    fold.awaitIdle(Duration.ofSeconds(DRAIN_SECONDS));
    echoes(bench.seconds(7, 1));
    messages(server, agent, bench.seconds(8, 1));
  }

  private void durable(Server server, Fold fold) {
    for (var connections : List.of(16, 64)) {
      var rates = new ArrayList<Double>();
      var p99 = new ArrayList<Double>();
      for (var round = 0; round < (bench.quick ? 1 : 3); round++) {
        var seed = 10_000 * (round + 1) + 100 * connections;
        var load = Load.run(Server.PORT, connections, bench.seconds(5, 3), Long.MAX_VALUE,
            n -> message(server, seed + n));
        rates.add(load.rate());
        p99.add(load.percentileMillis(0.99));
        fold.awaitIdle(Duration.ofSeconds(DRAIN_SECONDS));
      }
      var rate = Times.median(rates);
      bench.report.add("durable visitor messages, %d connections".formatted(connections),
          "%s/s, p99 %s".formatted(Report.count(rate), Report.millis(Times.median(p99))), "–", "–", "≥ 2,000/s",
          rate >= 2_000);
    }
  }

  private void latency(Server server, Agent agent, Fold fold) {
    var chats = new ArrayList<Times>();
    var echoes = new ArrayList<Times>();
    for (var round = 0; round < (bench.quick ? 1 : 3); round++) {
      fold.awaitIdle(Duration.ofSeconds(DRAIN_SECONDS));
      echoes.add(echoes(bench.seconds(10, 5)));
      chats.add(messages(server, agent, bench.seconds(10, 5)));
      Bench.say("  p99 echo %s, chat %s".formatted(Report.millis(echoes.getLast().percentile(0.99) / 1e6),
          Report.millis(chats.getLast().percentile(0.99) / 1e6)));
    }
    compare("visitor → agent at 500/s, p50", chats, echoes, 0.5, Double.MAX_VALUE);
    compare("visitor → agent at 500/s, p99", chats, echoes, 0.99, 3);
  }

  /// Each round's percentile stands for itself; the median of the rounds is shown.
  private void compare(String what, List<Times> chats, List<Times> echoes, double share, double goal) {
    var chat = Times.median(chats.stream().map(times -> times.percentile(share) / 1e6).toList());
    var echo = Times.median(echoes.stream().map(times -> times.percentile(share) / 1e6).toList());
    var ratio = "%.1f ×".formatted(chat / echo);
    if (goal == Double.MAX_VALUE) {
      bench.report.note(what, Report.millis(chat), "echo + insert: " + Report.millis(echo), ratio);
    } else {
      bench.report.add(what, Report.millis(chat), "echo + insert: " + Report.millis(echo), ratio, "≤ 3 ×",
          chat <= goal * echo);
    }
  }

  private static Times messages(Server server, Agent agent, Duration length) {
    return Talk.offer(server, agent, new Talk.Rate(SENDERS, PER_SECOND), length);
  }

  private static Times echoes(Duration length) {
    var times = new Times();
    Pace.run(SENDERS, PER_SECOND, length, n -> {
      var socket = new LiveClient("/bench/echo", null);
      socket.onText(text -> times.add(System.nanoTime() - Long.parseLong(text.substring(0, text.indexOf(' ')))));
      return due -> socket.send(due + " 請問這個包還有藍色的嗎？想在週末前收到。" + "·".repeat(60));
    });
    Bench.pause(300);
    return times;
  }

  private static Template message(Server server, long seed) {
    var body = Talk.body("########-####-4###-8###-############");
    return new Template(Wire.request("POST", "/chat/v1/messages", Talk.headers(server, "^^^^^^^^"), body), seed,
        VISITORS);
  }
}
