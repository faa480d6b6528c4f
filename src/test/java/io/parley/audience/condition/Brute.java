package io.parley.audience.condition;

import io.parley.audience.condition.Story.Told;
import io.parley.customer.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Judges a condition the long way: all events, all combinations, nothing remembered. Written apart from `Judge`, in
/// microseconds and plain loops, so that the two can only agree if both are right.
public final class Brute {
  private final List<Told> events;
  private final Facts.Person person;

  public Brute(List<Told> events, Facts.Person person) {
    this.events = events;
    this.person = person;
  }

  public boolean holds(Condition condition, long t) {
    return holds(condition, t, Long.MAX_VALUE);
  }

  /// As of an event: of those at the same instant, the ones later on the log are not known yet.
  public boolean holds(Condition condition, long t, long position) {
    return switch (condition) {
      case Condition.All all -> {
        var holds = true;
        for (var part : all.of()) {
          holds &= holds(part, t, position);
        }
        yield holds;
      }
      case Condition.Any any -> {
        var holds = false;
        for (var part : any.of()) {
          holds |= holds(part, t, position);
        }
        yield holds;
      }
      case Condition.Not not -> !holds(not.of(), t, position);
      case Condition.Did did -> enough(did.measure(), inside(did.event(), did.within(), t, position));
      case Condition.Sequence sequence -> way(sequence.steps(), 0, null,
          known(t, position).stream().filter(one -> open(sequence.within(), one.micros(), t)).toList());
      case Condition.Attribute asked -> {
        var told = person.attributes().get(asked.name());
        var same = told != null && micros(told.since()) <= t && asked.value() != null
            && told.value().stringValue().equals(asked.value().stringValue());
        yield asked.op() == Op.IS ? same : !same;
      }
      case Condition.Tagged asked -> since(person.tags().get(asked.tag()), t);
      case Condition.Identified asked -> since(person.identities().get(asked.by()), t);
      case Condition.Reachable asked -> person.reachable().contains(asked.channel());
      case Condition.InStage asked -> stage(t) == asked.stage();
      case Condition.Ordered asked -> ordered(asked, t);
      case Condition.InCart asked -> asked.op().compares(
          java.math.BigDecimal.valueOf(person.cart() == null || micros(person.cart().since()) > t ? 0
              : person.cart().items()), asked.value());
      case Condition.InSegment asked -> since(person.segments().get(asked.segment()), t);
    };
  }

  /// The first instant after t at which the answer is another, if nothing new happens.
  public @Nullable Long until(Condition condition, long t) {
    var instants = new TreeSet<Long>();
    for (var days = 0; days <= 2; days++) {
      for (var told : events) {
        instants.add(told.micros() + days * Story.DAY);
      }
      for (var order : person.orders()) {
        instants.add(micros(order.at()) + days * Story.DAY);
        instants.add(micros(order.at()) + Lifecycle.QUIET.toNanos() / 1_000);
      }
    }
    person.attributes().values().forEach(told -> instants.add(micros(told.since())));
    person.identities().values().forEach(since -> instants.add(micros(since)));
    person.tags().values().forEach(since -> instants.add(micros(since)));
    if (person.cart() != null) {
      instants.add(micros(person.cart().since()));
    }
    var now = holds(condition, t);
    for (var instant : instants.tailSet(t, false)) {
      if (holds(condition, instant) != now) {
        return instant;
      }
    }
    return null;
  }

  /// The first event as of which it holds, of those that mean something to it.
  public @Nullable Told first(Condition condition) {
    var ordered = events.stream().sorted((a, b) -> a.micros() != b.micros()
        ? Long.compare(a.micros(), b.micros()) : Long.compare(a.position(), b.position())).toList();
    for (var told : ordered) {
      if (touches(condition, told) && holds(condition, told.micros(), told.position())) {
        return told;
      }
    }
    return null;
  }

  private static boolean touches(Condition condition, Told told) {
    return condition.nodes().anyMatch(node -> switch (node) {
      case Condition.Did did -> matches(did.event(), told) && switch (did.measure()) {
        case Measure.Sum _ -> told.price() > 0;
        case Measure.Most most -> told.price() >= most.atLeast().intValue();
        case Measure.Count _, Measure.Distinct _ -> true;
      };
      case Condition.Sequence sequence -> sequence.steps().stream().anyMatch(step -> matches(step, told));
      default -> false;
    });
  }

  private List<Told> known(long t, long position) {
    return events.stream().filter(one -> one.micros() < t || (one.micros() == t && one.position() <= position))
        .toList();
  }

  private List<Told> inside(EventMatch match, @Nullable Window within, long t, long position) {
    return known(t, position).stream().filter(one -> matches(match, one) && open(within, one.micros(), t)).toList();
  }

  private static boolean open(@Nullable Window within, long micros, long t) {
    return within == null || t - micros < within.length().toNanos() / 1_000;
  }

  private static boolean enough(Measure measure, List<Told> inside) {
    return switch (measure) {
      case Measure.Count count -> inside.size() >= count.atLeast();
      case Measure.Sum sum -> inside.stream().mapToInt(one -> Math.max(0, one.price())).sum()
          >= sum.atLeast().intValue();
      case Measure.Distinct distinct -> {
        var different = new HashSet<String>();
        inside.forEach(one -> different.add(one.colour()));
        yield different.size() >= distinct.atLeast();
      }
      case Measure.Most most -> inside.stream().anyMatch(one -> one.price() >= most.atLeast().intValue());
    };
  }

  private static boolean way(List<EventMatch> steps, int n, @Nullable Told before, List<Told> inside) {
    if (n == steps.size()) {
      return true;
    }
    for (var one : inside) {
      var after = before == null || one.micros() > before.micros()
          || (one.micros() == before.micros() && one.position() > before.position());
      if (after && matches(steps.get(n), one) && way(steps, n + 1, one, inside)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(EventMatch match, Told told) {
    if (!match.name().equals(told.name())) {
      return false;
    }
    for (var filter : match.where()) {
      var value = filter.value();
      var fits = switch (filter.property()) {
        case "url" -> told.url().replace("%E5%8C%85", "包").toLowerCase().contains(text(value).toLowerCase());
        case "look.colour" -> told.colour().equals(text(value)) == (filter.op() == Op.IS);
        case "price" -> value != null && told.price() >= value.intValue();
        default -> throw new IllegalStateException(filter.property());
      };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private Lifecycle stage(long t) {
    var orders = new ArrayList<Long>();
    person.orders().forEach(order -> orders.add(micros(order.at())));
    orders.removeIf(at -> at > t);
    var last = orders.stream().max(Long::compare);
    if (last.isPresent() && t - last.get() >= Duration.ofDays(180).toNanos() / 1_000) {
      return Lifecycle.LAPSED;
    }
    if (orders.size() >= 2) {
      return Lifecycle.REPEAT;
    }
    if (orders.size() == 1 || since(person.identities().get("member"), t)) {
      return Lifecycle.MEMBER;
    }
    return since(person.identities().get("line"), t) ? Lifecycle.LEAD : Lifecycle.VISITOR;
  }

  private boolean ordered(Condition.Ordered asked, long t) {
    var amounts = person.orders().stream().filter(one -> micros(one.at()) <= t
        && open(asked.within(), micros(one.at()), t)).mapToInt(one -> one.amount().intValue()).toArray();
    var total = java.util.Arrays.stream(amounts).sum();
    var wanted = asked.value().doubleValue();
    double actual;
    switch (asked.measure()) {
      case COUNT -> actual = amounts.length;
      case TOTAL -> actual = total;
      case AVERAGE -> {
        if (amounts.length == 0) {
          return false;
        }
        actual = (double) total / amounts.length;
      }
      default -> throw new IllegalStateException();
    }
    return switch (asked.op()) {
      case AT_LEAST -> actual >= wanted;
      case LESS -> actual < wanted;
      default -> actual == wanted;
    };
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "" : value.stringValue();
  }

  private static boolean since(@Nullable Instant since, long t) {
    return since != null && micros(since) <= t;
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Story.START, at);
  }
}
