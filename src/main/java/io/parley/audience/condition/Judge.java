package io.parley.audience.condition;

import static io.parley.audience.condition.Finding.earlier;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one judge of conditions: pure, so that the fold, a segment, *why* and a back-test cannot disagree.
public final class Judge {
  private static final int MOST_STEPS_AHEAD = 2_000;

  private Judge() {}

  /// The verdict at a point: of what happened, what comes after it is not known yet.
  public static Verdict verdict(Condition condition, Facts facts, Point asOf) {
    var finding = find(condition, facts, asOf);
    var evidence = new TreeSet<Moment>();
    gather(finding, true, evidence);
    return new Verdict(finding.holds(), until(finding, facts), List.copyOf(evidence));
  }

  public static boolean holds(Condition condition, Facts facts, Point asOf) {
    return find(condition, facts, asOf).holds();
  }

  /// When the clock alone changes this answer: from one instant at which a part may change to the next, until the whole
  /// does. Should it take more steps than anybody waits for, the last instant looked at, which is not too late.
  public static @Nullable Instant until(Finding finding, Facts facts) {
    var next = finding.until();
    for (var step = 0; next != null && step < MOST_STEPS_AHEAD; step++) {
      var then = find(finding.condition(), facts, Point.endOf(next));
      if (then.holds() != finding.holds()) {
        return next;
      }
      next = then.until();
    }
    return next;
  }

  /// What holds and what does not, part by part.
  public static Finding find(Condition condition, Facts facts, Point asOf) {
    return switch (condition) {
      case Condition.All all -> group(all, parts(all.of(), facts, asOf), true);
      case Condition.Any any -> group(any, parts(any.of(), facts, asOf), false);
      case Condition.Not not -> {
        var part = find(not.of(), facts, asOf);
        yield new Finding(not, !part.holds(), part.until(), null, List.of(), List.of(part));
      }
      case Condition.Did did -> did(did, facts.moments(new Trace.Measured(did.event(), did.measure())), asOf);
      case Condition.Sequence sequence ->
          sequence(sequence, facts.moments(new Trace.Steps(sequence.steps())), asOf);
      case Condition.Attribute attribute -> Standing.attribute(attribute, facts.person(), asOf.at());
      case Condition.Tagged tagged ->
          Standing.since(tagged, facts.person().tags().get(Facts.Person.tag(tagged.tag())), asOf.at());
      case Condition.Identified identified ->
          Standing.since(identified, facts.person().identities().get(identified.by()), asOf.at());
      case Condition.Reachable reachable -> Standing.reachable(reachable, facts.person());
      case Condition.InStage stage -> Standing.stage(stage, facts.person(), asOf.at());
      case Condition.Ordered ordered -> Standing.ordered(ordered, facts.person(), asOf.at());
      case Condition.InCart cart -> Standing.cart(cart, facts.person(), asOf.at());
      case Condition.InSegment segment ->
          Standing.since(segment, facts.person().segments().get(segment.segment()), asOf.at());
    };
  }

  private static List<Finding> parts(List<Condition> of, Facts facts, Point asOf) {
    return of.stream().map(part -> find(part, facts, asOf)).toList();
  }

  private static Finding group(Condition group, List<Finding> parts, boolean all) {
    var holds = all ? parts.stream().allMatch(Finding::holds) : parts.stream().anyMatch(Finding::holds);
    @Nullable Instant until = null;
    for (var part : parts) {
      until = earlier(until, part.until());
    }
    return new Finding(group, holds, until, null, List.of(), parts);
  }

  private static Finding did(Condition.Did did, List<Moment> moments, Point asOf) {
    var known = before(moments, asOf);
    var inside = known.stream().filter(moment -> Window.open(did.within(), moment.at(), asOf.at())).toList();
    var decided = switch (did.measure()) {
      case Measure.Count count -> new Decided(inside.size(), place(inside, count.atLeast()));
      case Measure.Most most -> {
        var enough = inside.stream().filter(moment -> moment.number().compareTo(most.atLeast()) >= 0).toList();
        yield new Decided(inside.stream().map(Moment::number).max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO),
            enough.isEmpty() ? -1 : inside.indexOf(enough.getLast()));
      }
      case Measure.Sum sum -> sum(inside, sum.atLeast());
      case Measure.Distinct distinct -> {
        var different = Trace.Measured.different(inside);
        var place = place(different, distinct.atLeast());
        yield new Decided(different.size(), place < 0 ? -1 : inside.indexOf(different.get(place)));
      }
    };
    var oldest = decided.place < 0 ? null : inside.get(decided.place).at();
    var until = oldest == null ? null : Window.leaves(did.within(), oldest);
    return new Finding(did, oldest != null, earlier(until, ahead(moments, asOf)), decided.actual.toPlainString(),
        oldest == null ? inside : inside.subList(decided.place, inside.size()), List.of());
  }

  /// What there is, and the place of the oldest moment without which it would not be enough; −1 if it is not.
  private record Decided(BigDecimal actual, int place) {
    Decided(int actual, int place) {
      this(BigDecimal.valueOf(actual), place);
    }
  }

  private static int place(List<Moment> moments, int atLeast) {
    return moments.size() < atLeast ? -1 : moments.size() - atLeast;
  }

  private static Decided sum(List<Moment> inside, BigDecimal atLeast) {
    var first = Math.max(0, inside.size() - Measure.Sum.MOST_SUMMED);
    var sum = BigDecimal.ZERO;
    var place = -1;
    for (var n = inside.size() - 1; n >= first; n--) {
      sum = sum.add(inside.get(n).number());
      place = place < 0 && sum.compareTo(atLeast) >= 0 ? n : place;
    }
    return new Decided(sum, place);
  }

  /// Backward from the last step, always the latest moment that fits: no other way begins later.
  private static Finding sequence(Condition.Sequence sequence, List<Moment> moments, Point asOf) {
    var known = before(moments, asOf);
    var way = new ArrayList<Moment>();
    var n = sequence.steps().size() - 1;
    for (var at = known.size() - 1; at >= 0 && n >= 0; at--) {
      if (known.get(at).step(n)) {
        way.addFirst(known.get(at));
        n--;
      }
    }
    var holds = n < 0 && Window.open(sequence.within(), way.getFirst().at(), asOf.at());
    var until = holds ? Window.leaves(sequence.within(), way.getFirst().at()) : null;
    return new Finding(sequence, holds, earlier(until, ahead(moments, asOf)), Integer.toString(way.size()),
        way, List.of());
  }

  private static List<Moment> before(List<Moment> moments, Point asOf) {
    var end = moments.size();
    while (end > 0 && moments.get(end - 1).point().compareTo(asOf) > 0) {
      end--;
    }
    return moments.subList(0, end);
  }

  /// When the next moment comes that lies ahead still.
  private static @Nullable Instant ahead(List<Moment> moments, Point asOf) {
    return moments.isEmpty() || !moments.getLast().at().isAfter(asOf.at()) ? null
        : moments.stream().map(Moment::at).filter(at -> at.isAfter(asOf.at())).findFirst().orElse(null);
  }

  /// The moments of what made the answer what it is: of what holds if the whole does.
  private static void gather(Finding finding, boolean wanted, TreeSet<Moment> into) {
    switch (finding.condition()) {
      case Condition.Not _ -> gather(finding.parts().getFirst(), !wanted, into);
      case Condition.All _, Condition.Any _ -> finding.parts().forEach(part -> gather(part, wanted, into));
      case Condition.Did _, Condition.Sequence _, Condition.Attribute _, Condition.Tagged _,
          Condition.Identified _, Condition.Reachable _, Condition.InStage _, Condition.Ordered _,
          Condition.InCart _, Condition.InSegment _ -> {
        if (finding.holds() == wanted) {
          into.addAll(finding.evidence());
        }
      }
    }
  }

  /// The traces a condition needs.
  public static Stream<Trace> traces(Condition condition) {
    return condition.nodes().map(Trace::of).filter(trace -> trace != null).distinct();
  }

  /// The longest window in which a condition looks at a trace; empty if it looks at all that ever was.
  public static Optional<Window> longest(Condition condition, Trace trace) {
    return longest(condition.nodes().filter(leaf -> trace.equals(Trace.of(leaf))));
  }

  /// The longest window in which a condition looks at events; empty if it looks at all there ever were.
  public static Optional<Window> longest(Condition condition) {
    return longest(condition.nodes().filter(leaf -> Trace.of(leaf) != null));
  }

  private static Optional<Window> longest(Stream<Condition> leaves) {
    var windows = leaves.map(Judge::window).toList();
    return windows.stream().allMatch(Optional::isPresent)
        ? windows.stream().flatMap(Optional::stream).max(Comparator.comparing(Window::length)) : Optional.empty();
  }

  private static Optional<Window> window(Condition leaf) {
    return switch (leaf) {
      case Condition.Did did -> Optional.ofNullable(did.within());
      case Condition.Sequence sequence -> Optional.of(sequence.within());
      case Condition.All _, Condition.Any _, Condition.Not _, Condition.Attribute _, Condition.Tagged _,
          Condition.Identified _, Condition.Reachable _, Condition.InStage _, Condition.Ordered _,
          Condition.InCart _, Condition.InSegment _ -> Optional.empty();
    };
  }
}
