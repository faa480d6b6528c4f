package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Folding gives way to a burst, and never for longer than it may, however crowd and calm follow each other.
class GivingWayTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aBurstIsAcceptedFirstAndFoldedWhenItIsOver() {
    var way = new GivingWay();
    assertThat(way.decide(false, true, 0)).as("nobody queues").isFalse();
    assertThat(way.decide(true, true, SECOND)).isTrue();
    assertThat(way.decide(true, true, 5 * SECOND)).isTrue();
    assertThat(way.decide(false, true, 5 * SECOND + 1)).as("the burst is over").isFalse();
  }

  @Test
  void whoComesAllTheTimeIsGivenWayOnceUntilAllIsFolded() {
    var way = new GivingWay();
    assertThat(way.decide(true, true, SECOND)).isTrue();
    assertThat(way.decide(true, true, 6 * SECOND)).as("long enough").isFalse();
    assertThat(way.decide(true, true, 60 * SECOND)).as("still behind").isFalse();
    assertThat(way.decide(true, false, 61 * SECOND)).as("all is folded").isFalse();
    assertThat(way.decide(true, true, 62 * SECOND)).as("the next burst").isTrue();
  }

  /// From the first wait until all was folded, waits lie within five seconds.
  @Test
  void waitsNeverAddUpToMoreThanTheLongest() {
    for (var seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var way = new GivingWay();
      var nanos = 0L;
      var first = -1L;
      for (var n = 0; n < 200; n++) {
        nanos += random.nextLong(SECOND);
        var behind = random.nextInt(4) > 0;
        if (way.decide(random.nextInt(3) > 0, behind, nanos)) {
          first = first < 0 ? nanos : first;
          assertThat(nanos - first).as("seed %d", seed).isLessThan(GivingWay.LONGEST.toNanos());
        } else if (!behind) {
          first = -1;
        }
      }
    }
  }
}
