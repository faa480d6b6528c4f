package io.parley.bench;

import java.util.Arrays;
import java.util.List;

/// The timeline at full strength: a million customers, twenty million events, a thousand rules. `-Dbench.parts` takes
/// some parts alone, `-Dbench.people` and `-Dbench.events` other sizes of worlds.
final class TimelineBench {
  private static final List<String> OF_WORLDS = List.of("make", "screens", "visible", "segment", "flips", "count",
      "expiry");

  private final Bench bench;
  private final List<String> parts;

  TimelineBench(Bench bench) {
    this.bench = bench;
    var wanted = System.getProperty("bench.parts", "check,rules,worlds").replace("worlds", String.join(",", OF_WORLDS));
    this.parts = List.of(wanted.split(","));
  }

  void run() {
    if (parts.contains("check")) {
      bench.attempt("check", new CrowdCheck(bench)::run);
    }
    if (parts.contains("rules")) {
      bench.attempt("rules", new RulesPart(bench)::run);
    }
    if (parts.stream().anyMatch(OF_WORLDS::contains)) {
      var sizes = System.getProperty("bench.people", bench.quick ? "2000,20000" : "100000,1000000");
      Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt)
          .forEach(people -> bench.attempt("%,d customers".formatted(people), () -> world(people)));
    }
  }

  private void world(int people) {
    var each = Long.getLong("bench.events", people * 20L) / (double) people;
    try (var world = World.open(people, each)) {
      var screens = new WorldPart(bench, world);
      var segments = new SegmentPart(bench, world);
      attempt(world, "screens", screens::screens);
      attempt(world, "visible", screens::visible);
      attempt(world, "count", segments::count);
      attempt(world, "segment", segments::create);
      attempt(world, "flips", segments::flip);
      attempt(world, "expiry", screens::expiry);
    }
  }

  private void attempt(World world, String part, Runnable work) {
    if (parts.contains(part)) {
      bench.attempt(world.of(part), work);
    }
  }
}
