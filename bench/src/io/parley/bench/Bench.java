package io.parley.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Measures one thing of a real Parley beside its reference in the same run: `ingest`, `chat`, `timeline`,
/// `broadcast`, `journeys`, `start` or `memory`.
/// `--quick` takes short slices, to see that a benchmark works; its figures are rough.
final class Bench {
  final boolean quick;
  final Report report = new Report();

  private Bench(boolean quick) {
    this.quick = quick;
  }

  public static void main(String[] args) {
    var words = List.of(args);
    var bench = new Bench(words.contains("--quick"));
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "ingest" -> new IngestBench(bench).run();
      case "chat" -> new ChatBench(bench).run();
      case "timeline" -> new TimelineBench(bench).run();
      case "broadcast" -> new BroadcastBench(bench).run();
      case "journeys" -> new JourneysBench(bench).run();
      case "start" -> new StartBench(bench).run();
      case "memory" -> new MemoryBench(bench).run();
      default -> {
        System.err.println("bin/bench ingest|chat|timeline|broadcast|journeys|start|memory [--quick]");
        System.exit(2);
      }
    }
    bench.report.print();
    System.exit(0);
  }

  /// A part that breaks is a line of the report, and the others are measured all the same.
  void attempt(String what, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException broken) {
      broken.printStackTrace();
      report.add(what, "broke off: " + String.valueOf(broken.getMessage()).lines().findFirst().orElse(""), "–", "–",
          "–", false);
    }
  }

  /// A length in full runs, and a shorter one in quick runs.
  Duration seconds(double full, double inQuick) {
    return Duration.ofMillis((long) ((quick ? inQuick : full) * 1000));
  }

  static void say(String what) {
    System.err.println(what);
  }

  /// The time of day, for what is told with one; durations are taken of `System.nanoTime`.
  static Instant now() {
    return Clock.systemUTC().instant();
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }
}
