package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  @Test
  void theThirdVisitCompletesAndTheSecondDoesNot() {
    var thrice = new Condition.Visited("tote", 3, 30);
    var visits = List.of(visit(0, 1), visit(5, 2), visit(9, 3));
    assertThat(thrice.first(visits.subList(0, 2))).isEmpty();
    assertThat(thrice.first(visits).orElseThrow().last()).isEqualTo(visits.getLast());
  }

  @Test
  void aVisitExactlyAsOldAsTheWindowNoLongerCounts() {
    var twice = new Condition.Visited("tote", 2, 1);
    assertThat(twice.first(List.of(visit(0, 1), visit(DAY_MICROS, 2)))).isEmpty();
    assertThat(twice.first(List.of(visit(0, 1), visit(DAY_MICROS - 1, 2)))).isPresent();
  }

  @Test
  void viewsOfTheSameInstantAreCountedOneByOne() {
    var thrice = new Condition.Visited("tote", 3, 1);
    assertThat(thrice.first(List.of(visit(7, 1), visit(7, 2)))).isEmpty();
    assertThat(thrice.first(List.of(visit(7, 1), visit(7, 2), visit(7, 3)))).isPresent();
  }

  @Test
  void aVerdictHoldsUntilTheInstantItSaysAndNotLonger() {
    var random = new Random(20261122);
    for (var round = 0; round < 2_000; round++) {
      var condition = condition(random);
      var visits = visits(random, random.nextInt(12));
      var t = START.plus(random.nextLong(4 * DAY_MICROS), ChronoUnit.MICROS);
      var verdict = condition.asOf(t, visits);
      assertThat(verdict.holds()).isEqualTo(bruteHolds(condition, visits, t));
      var known = visits.stream().filter(visit -> !visit.at().isAfter(t)).toList();
      var until = verdict.until();
      if (until != null) {
        assertThat(bruteHolds(condition, known, until.minus(1, ChronoUnit.MICROS))).isEqualTo(verdict.holds());
        assertThat(bruteHolds(condition, known, until)).isNotEqualTo(verdict.holds());
      } else {
        assertThat(bruteHolds(condition, known, t.plus(Duration.ofDays(400)))).isEqualTo(verdict.holds());
      }
    }
  }

  @Test
  void theFirstCompletionIsTheFirstInstantAtWhichItHolds() {
    var random = new Random(20261123);
    for (var round = 0; round < 2_000; round++) {
      var condition = condition(random);
      var visits = visits(random, random.nextInt(14));
      assertThat(condition.first(visits).map(Verdict::last)).isEqualTo(bruteFirst(condition, visits));
    }
  }

  @Test
  void aCellToldInAnyOrderAndPortionsKnowsWhatTheHistoryKnows() {
    var random = new Random(20261124);
    for (var round = 0; round < 5_000; round++) {
      var condition = condition(random);
      var history = visits(random, 1 + random.nextInt(14));
      var told = new ArrayList<>(history);
      if (random.nextBoolean()) {
        Collections.shuffle(told, random);
      }
      assertThat(tell(condition, told, random)).isEqualTo(Cell.of(condition, history));
    }
  }

  @Test
  void tagsAndCountsOutOfBoundsCannotBeWritten() {
    assertThatThrownBy(() -> new Condition.Visited("a", 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Condition.Visited("a", 1, 366)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Condition.Visited(" ", 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  /// As the fold does: what a cell cannot tell is taken from all that was told so far.
  private static Cell tell(Condition.Visited condition, List<Visit> told, Random random) {
    var cell = Cell.NEW;
    var sofar = new ArrayList<Visit>();
    while (sofar.size() < told.size()) {
      var next = Math.min(told.size(), sofar.size() + 1 + random.nextInt(3));
      var portion = told.subList(sofar.size(), next).stream().sorted().toList();
      sofar.addAll(portion);
      cell = switch (cell.add(condition, portion)) {
        case Cell.Same _ -> cell;
        case Cell.Moved step -> step.cell();
        case Cell.Completed step -> step.cell();
        case Cell.Late _ -> Cell.of(condition, sofar.stream().sorted().toList());
      };
    }
    return cell;
  }

  /// Half of the visits stand exactly a window, or a microsecond less or more, from another.
  private static List<Visit> visits(Random random, int count) {
    var visits = new ArrayList<Visit>();
    for (var n = 0; n < count; n++) {
      var micros = random.nextLong(3 * DAY_MICROS);
      if (!visits.isEmpty() && random.nextBoolean()) {
        var other = visits.get(random.nextInt(visits.size()));
        micros = ChronoUnit.MICROS.between(START, other.at()) + random.nextInt(3) * DAY_MICROS + random.nextInt(3) - 1;
      }
      visits.add(visit(Math.max(0, micros), 1 + random.nextInt(1_000) * 1_000L + n));
    }
    return visits.stream().sorted().toList();
  }

  private static Condition.Visited condition(Random random) {
    return new Condition.Visited("tote", 1 + random.nextInt(5), 1 + random.nextInt(2));
  }

  private static boolean bruteHolds(Condition.Visited condition, List<Visit> visits, Instant t) {
    var count = 0;
    for (var visit : visits) {
      var age = ChronoUnit.MICROS.between(visit.at(), t);
      count += age >= 0 && age < condition.days() * DAY_MICROS ? 1 : 0;
    }
    return count >= condition.times();
  }

  /// Counts, for each visit, itself and those before it.
  private static Optional<Visit> bruteFirst(Condition.Visited condition, List<Visit> visits) {
    for (var n = 0; n < visits.size(); n++) {
      if (bruteHolds(condition, visits.subList(0, n + 1), visits.get(n).at())) {
        return Optional.of(visits.get(n));
      }
    }
    return Optional.empty();
  }

  private static Visit visit(long micros, long position) {
    return new Visit(START.plus(micros, ChronoUnit.MICROS), position);
  }
}
