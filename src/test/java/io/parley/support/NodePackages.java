package io.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Clients as their makers publish them on npm, of the versions in `src/test/node`.
public final class NodePackages {
  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path WORK = Path.of("target/test-node");

  private NodePackages() {}

  /// Installs them, if that was not done yet, and answers where they are. Two test runs beside each other wait for
  /// each other.
  public static synchronized Path install() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    var lock = WORK.resolve("install.lock");
    try (var alone = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = alone.lock()) {
      return installAlone();
    }
  }

  private static Path installAlone() throws IOException, InterruptedException {
    var lock = SOURCE.resolve("package-lock.json");
    var installed = WORK.resolve("package-lock.json");
    var same = Files.exists(installed) && Files.mismatch(lock, installed) == -1;
    for (var file : List.of("package.json", "package-lock.json", "segment.mjs")) {
      Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!same || !Files.exists(WORK.resolve("node_modules/@segment/analytics-next"))) {
      run(List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
    return WORK.resolve("node_modules");
  }

  /// Runs a command beside them and waits until it has ended well.
  public static void run(List<String> command) throws IOException, InterruptedException {
    var log = Files.createTempFile("segment-client", ".log");
    var process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
