package io.parley.platform;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkerTest {
  @Test
  void aWorkerSurvivesWhateverARoundThrows() {
    var rounds = new AtomicInteger();
    try (var _ = new Worker("test", Duration.ofMillis(1), () -> switch (rounds.incrementAndGet()) {
      case 1 -> throw new StackOverflowError();
      case 2 -> throw new IllegalStateException();
      default -> false;
    }).start()) {
      await().until(() -> rounds.get() > 3);
    }
  }
}
