package io.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a server and its PostgreSQL have spent of the processors, read from `/proc`.
final class Cost {
  private static final double TICKS_A_SECOND = 100;

  private Cost() {}

  static double cpuSeconds(ProcessHandle server) {
    return Stream.concat(Stream.of(server), server.descendants()).mapToDouble(Cost::ticks).sum() / TICKS_A_SECOND;
  }

  /// Fields 14 to 17: user and system time, its own and that of children that have ended.
  private static double ticks(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]) + Long.parseLong(fields[13])
          + Long.parseLong(fields[14]);
    } catch (IOException gone) {
      return 0;
    }
  }
}
