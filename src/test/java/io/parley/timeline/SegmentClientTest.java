package io.parley.timeline;

import static io.parley.customer.IdentityKey.member;
import static io.parley.customer.IdentityKey.visitor;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Customers;
import io.parley.support.TestParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The npm package `@segment/analytics-node`, unmodified, works with nothing but its host changed.
class SegmentClientTest {
  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path WORK = Path.of("target/test-node");

  @Test
  void thePublishedNodeClientIsUnderstood() throws Exception {
    install();
    try (var parley = TestParley.start()) {
      var shop = Shop.open(parley);
      run(List.of("node", "segment.mjs", parley.url(), shop.writeKey()));
      shop.settle();
      assertThat(shop.ledger()).isEqualTo(new Ledger(26, 26, 0, 0, 0, 0, 0));
      assertThat(shop.customer(visitor("node-visitor"))).isEqualTo(shop.customer(member("node-member")));
      assertThat(shop.timeline(member("node-member"))).hasSize(26);
      var view = parley.get(Customers.class).view(shop.workspace(), shop.customer(member("node-member"))).orElseThrow();
      assertThat(view.name()).isEqualTo("林郁晴");
      assertThat(shop.timeline(member("node-member"))).filteredOn(entry -> entry.name().equals("Clicked"))
          .allSatisfy(entry -> assertThat(entry.at()).isBetween("2026-05-01T09:59:55Z", "2026-05-01T10:00:05Z"));
    }
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    var lock = SOURCE.resolve("package-lock.json");
    var installed = WORK.resolve("package-lock.json");
    var same = Files.exists(installed) && Files.mismatch(lock, installed) == -1;
    for (var file : List.of("package.json", "package-lock.json", "segment.mjs")) {
      Files.copy(SOURCE.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    if (!same || !Files.exists(WORK.resolve("node_modules/@segment/analytics-node"))) {
      run(List.of("npm", "ci", "--no-audit", "--no-fund"));
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    var log = Files.createTempFile("segment-client", ".log");
    var process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("%s ended", command).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
