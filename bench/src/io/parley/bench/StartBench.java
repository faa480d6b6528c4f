package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/// From `bin/up` to the first page, with nothing left to build and data from before. The first start, which founds the
/// demo, is not counted.
final class StartBench {
  private final Bench bench;

  StartBench(Bench bench) {
    this.bench = bench;
  }

  void run() {
    try {
      var data = Files.createTempDirectory("parley-bench");
      var first = new Up(data);
      Bench.say("First start (founds the demo): %.1f s".formatted(first.seconds()));
      Bench.pause(bench.seconds(20, 5).toMillis());
      first.close();
      var starts = new ArrayList<Double>();
      for (var n = 0; n < (bench.quick ? 3 : 5); n++) {
        try (var up = new Up(data)) {
          starts.add(up.seconds());
          Bench.say("  %.2f s".formatted(up.seconds()));
        }
      }
      new ProcessBuilder("rm", "-rf", data.toString()).start().waitFor();
      var median = Times.median(starts);
      bench.report.add("second `bin/up` until the console answers", "%.1f s (%s)".formatted(median,
          String.join(", ", starts.stream().sorted(Comparator.naturalOrder()).map("%.1f"::formatted).toList())),
          "–", "–", "< 6 s", median < 6);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }

  /// One run of `bin/up` until its port answers.
  static final class Up implements AutoCloseable {
    private static final int LIMIT_SECONDS = 120;
    private final Process process;
    private final double seconds;

    Up(Path data) {
      try {
        var builder = new ProcessBuilder("bin/up").redirectErrorStream(true)
            .redirectOutput(data.resolve("log").toFile());
        builder.environment().putAll(java.util.Map.of(
            "PARLEY_PORT", Integer.toString(Server.PORT), "PARLEY_DATA", data.toString()));
        builder.environment().remove("PARLEY_DATABASE_URL");
        var start = System.nanoTime();
        process = builder.start();
        while (!answers()) {
          if (!process.isAlive() || System.nanoTime() - start > LIMIT_SECONDS * 1_000_000_000L) {
            throw new IllegalStateException("bin/up did not get ready:\n" + Files.readString(data.resolve("log")));
          }
          Bench.pause(10);
        }
        seconds = (System.nanoTime() - start) / 1e9;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    private static boolean answers() {
      try (var wire = new Wire(Server.PORT)) {
        return wire.send(Wire.request("GET", "/app/", "", "")) == 200;
      } catch (UncheckedIOException notYet) {
        return false;
      }
    }

    double seconds() {
      return seconds;
    }

    ProcessHandle process() {
      return process.toHandle();
    }

    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException stopping) {
        throw new IllegalStateException(stopping);
      }
    }
  }
}
