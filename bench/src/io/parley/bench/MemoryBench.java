package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What the JVM and all processes of PostgreSQL take at rest, with the demo: proportional set size, in which a page
/// that several processes share is counted once.
final class MemoryBench {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");
  private static final int GOAL_MB = 500;

  private final Bench bench;

  private record Taken(double jvm, double postgres) {
    double total() {
      return jvm + postgres;
    }

    @Override
    public String toString() {
      return "%.0f MB (JVM %.0f, PostgreSQL %.0f)".formatted(total(), jvm, postgres);
    }
  }

  MemoryBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    try {
      var data = Files.createTempDirectory("parley-bench");
      var founded = measure(data);
      var restarted = measure(data);
      new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
      add("idle after the first start, which told the demo's month", founded);
      add("idle after the second start", restarted);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  private void add(String what, Taken taken) {
    bench.report.add(what, taken.toString(), "–", "–", "< 500 MB", taken.total() < GOAL_MB);
  }

  private Taken measure(Path data) {
    try (var up = new StartBench.Up(data)) {
      Bench.pause(bench.seconds(60, 12).toMillis());
      var jvm = up.process();
      return new Taken(megabytes(List.of(jvm)), megabytes(jvm.descendants().toList()));
    }
  }

  private static double megabytes(List<ProcessHandle> processes) {
    var kilobytes = 0L;
    for (var process : processes) {
      try {
        var found = PSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
        kilobytes += found.find() ? Long.parseLong(found.group(1)) : 0;
      } catch (IOException ended) {
        Bench.say("Process " + process.pid() + " ended while it was looked at");
      }
    }
    return kilobytes / 1024.0;
  }
}
