package io.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The table of a run, in Markdown so that it can stand in the README as it is.
final class Report {
  private final List<String> rows = new ArrayList<>();

  void add(String what, String figure, String reference, String ratio, String goal, boolean met) {
    row(what, figure, reference, ratio, goal, met ? "met" : "**missed**");
  }

  /// A figure without a goal.
  void note(String what, String figure, String reference, String ratio) {
    row(what, figure, reference, ratio, "–", "–");
  }

  private void row(String... cells) {
    rows.add("| " + String.join(" | ", cells) + " |");
    System.err.println("  " + String.join(" · ", cells));
  }

  void print() {
    System.out.println();
    System.out.println(machine());
    System.out.println();
    System.out.println("| what | figure | reference | ratio | goal | |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    rows.forEach(System.out::println);
  }

  static String count(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%,.0f", value);
  }

  static String percent(double ratio) {
    return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
  }

  static String millis(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f ms" : "%.0f ms", value);
  }

  private static String machine() {
    var cores = Runtime.getRuntime().availableProcessors();
    return "%s, %d cores, %s, load %s, JDK %s".formatted(first("/proc/cpuinfo", "model name"), cores,
        first("/proc/meminfo", "MemTotal"), first("/proc/loadavg", ""), Runtime.version());
  }

  private static String first(String file, String start) {
    try {
      return Files.readAllLines(Path.of(file)).stream().filter(line -> line.startsWith(start)).findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
