package io.parley.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CostlyTest {
  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Costly<String, Integer> costly = new Costly<>(clock::get);

  private int taking(long nanos) {
    return costly.of("home", () -> {
      clock.addAndGet(nanos);
      return asked.incrementAndGet();
    });
  }

  @Test
  void anAnswerIsGoodForTwentyTimesAsLongAsItTook() {
    assertThat(taking(100)).isEqualTo(1);
    clock.set(100 + 20 * 100 - 1);
    assertThat(taking(100)).isEqualTo(1);
    clock.set(100 + 20 * 100);
    assertThat(taking(100)).isEqualTo(2);
  }

  @Test
  void anAnswerThatTookNoTimeIsNotRemembered() {
    assertThat(taking(0)).isEqualTo(1);
    assertThat(taking(0)).isEqualTo(2);
  }

  @Test
  void anAnswerThatTookVeryLongIsGoodForAMinute() {
    var minute = 60_000_000_000L;
    taking(minute);
    clock.set(2 * minute - 1);
    assertThat(taking(minute)).isEqualTo(1);
    clock.set(2 * minute);
    assertThat(taking(minute)).isEqualTo(2);
  }

  @Test
  void whoeverAsksWhileItIsFoundAnewGetsTheOldOne() throws InterruptedException {
    taking(1);
    clock.set(1_000);
    var finding = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var other = Thread.ofPlatform().start(() -> costly.of("home", () -> {
      finding.countDown();
      await(done);
      return asked.incrementAndGet();
    }));
    finding.await();
    assertThat(taking(1)).isEqualTo(1);
    done.countDown();
    other.join();
    assertThat(asked).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopping) {
      throw new IllegalStateException(stopping);
    }
  }
}
