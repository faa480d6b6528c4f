package io.parley.audience.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a leaf about events remembers of one customer: moments, oldest first, and no more of them than can still decide
/// something. The window is no part of it, so leaves that differ in their windows alone share one.
///
/// **Always true.** For every instant from the latest of `kept` moments on, `Judge` answers from `kept` moments what it
/// answers from all of them.
public sealed interface Trace {
  /// More moments than this of the future (senders' clocks may run ahead by a day) are not remembered.
  int MOST_AHEAD = 1_000;

  /// The events of one name, or of a few for a sequence.
  List<EventMatch> events();

  /// What this event is to the trace; null if it means nothing to it.
  @Nullable Moment moment(Happening event);

  /// What must be remembered of these moments, ordered, as of now.
  List<Moment> kept(List<Moment> moments);

  /// Traces that ask the same are the same.
  String definition();

  /// What rows are kept by.
  default long hash() {
    return TraceHash.of(this);
  }

  /// What is kept as of an instant. Moments still ahead stay as they are: what they will decide is not known yet.
  default List<Moment> kept(List<Moment> moments, Instant now) {
    var ahead = moments.size();
    while (ahead > 0 && moments.get(ahead - 1).at().isAfter(now)) {
      ahead--;
    }
    if (ahead == moments.size()) {
      return kept(moments);
    }
    var all = new ArrayList<>(kept(moments.subList(0, ahead)));
    all.addAll(moments.subList(ahead, Math.min(moments.size(), ahead + MOST_AHEAD)));
    return all;
  }

  static @Nullable Trace of(Condition leaf) {
    return switch (leaf) {
      case Condition.Did did -> new Measured(did.event(), did.measure());
      case Condition.Sequence sequence -> new Steps(sequence.steps());
      case Condition.All _, Condition.Any _, Condition.Not _, Condition.Attribute _, Condition.Tagged _,
          Condition.Identified _, Condition.Reachable _, Condition.InStage _, Condition.Ordered _,
          Condition.InCart _, Condition.InSegment _ -> null;
    };
  }

  record Measured(EventMatch event, Measure measure) implements Trace {
    @Override
    public List<EventMatch> events() {
      return List.of(event);
    }

    @Override
    public @Nullable Moment moment(Happening happening) {
      return event.holds(happening) ? measured(happening) : null;
    }

    /// Of an event that is known to match.
    @Nullable Moment measured(Happening happening) {
      var value = switch (measure) {
        case Measure.Count _ -> "";
        case Measure.Sum sum -> plain(numbers(happening, sum.property()).filter(number -> number.signum() > 0)
            .reduce(BigDecimal::add));
        case Measure.Most most -> plain(numbers(happening, most.property())
            .filter(number -> number.compareTo(most.atLeast()) >= 0).max(BigDecimal::compareTo));
        case Measure.Distinct distinct -> happening.values(distinct.property()).stream().map(Words::normal)
            .filter(word -> !word.isEmpty()).findFirst().orElse(null);
      };
      return value == null ? null : new Moment(happening.point(), value);
    }

    private static Stream<BigDecimal> numbers(Happening happening, String property) {
      return happening.values(property).stream().map(Words::number).filter(Objects::nonNull);
    }

    private static @Nullable String plain(Optional<BigDecimal> number) {
      return number.map(one -> one.stripTrailingZeros().toPlainString()).orElse(null);
    }

    @Override
    public List<Moment> kept(List<Moment> moments) {
      return switch (measure) {
        case Measure.Count count -> latest(moments, count.atLeast());
        case Measure.Most _ -> latest(moments, 1);
        case Measure.Sum sum -> latest(moments, Math.min(Measure.Sum.MOST_SUMMED, enough(moments, sum.atLeast())));
        case Measure.Distinct distinct -> latest(different(moments), distinct.atLeast());
      };
    }

    private static List<Moment> latest(List<Moment> moments, int most) {
      return moments.size() <= most ? moments : List.copyOf(moments.subList(moments.size() - most, moments.size()));
    }

    private static int enough(List<Moment> moments, BigDecimal atLeast) {
      var sum = BigDecimal.ZERO;
      var count = 0;
      while (count < moments.size() && sum.compareTo(atLeast) < 0) {
        count++;
        sum = sum.add(moments.get(moments.size() - count).number());
      }
      return count;
    }

    /// The latest moment of each word.
    static List<Moment> different(List<Moment> moments) {
      var words = new HashSet<String>();
      var latest = new ArrayList<Moment>();
      for (var moment : moments.reversed()) {
        if (words.add(moment.value())) {
          latest.add(moment);
        }
      }
      Collections.reverse(latest);
      return latest;
    }

    @Override
    public String definition() {
      return "%s %s".formatted(event, measure);
    }
  }

  record Steps(List<EventMatch> events) implements Trace {
    @Override
    public @Nullable Moment moment(Happening happening) {
      var bits = 0L;
      for (var n = 0; n < events.size(); n++) {
        bits |= events.get(n).holds(happening) ? 1L << n : 0;
      }
      return bits == 0 ? null : new Moment(happening.point(), Long.toString(bits));
    }

    /// The best way so far to each step, and the latest moment, by which late events are recognized.
    @Override
    public List<Moment> kept(List<Moment> moments) {
      var ways = new ArrayList<List<Moment>>(Collections.nCopies(events.size(), List.of()));
      for (var moment : moments) {
        for (var n = events.size() - 1; n >= 0; n--) {
          if (moment.step(n) && (n == 0 || !ways.get(n - 1).isEmpty())) {
            var way = new ArrayList<>(n == 0 ? List.of() : ways.get(n - 1));
            way.add(moment);
            ways.set(n, way);
          }
        }
      }
      var kept = new TreeSet<Moment>();
      ways.forEach(kept::addAll);
      if (!moments.isEmpty()) {
        kept.add(moments.getLast());
      }
      return List.copyOf(kept);
    }

    @Override
    public String definition() {
      return "steps " + events;
    }
  }
}
