package io.parley.journey;

import io.parley.audience.Happenings;
import io.parley.audience.condition.Happening;
import io.parley.commerce.CheckoutLinks;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.journey.flow.Outcome;
import io.parley.journey.flow.Step;
import io.parley.platform.Clocks;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What happened meets those who wait for it: one question finds all who are on the way, and each of them sees what
/// she did in its order. It may end her way, or let her go on, and she may wait for the next thing at once.
@Component
class Meeting {
  private static final BigDecimal MOST_WORTH = new BigDecimal("1000000000000");

  private final RunStore runs;
  private final Walking walking;
  private final Customers customers;
  private final CheckoutLinks links;
  private final Clocks clocks;

  /// `place` is where it stands in the batch.
  private record Heard(Fact fact, Happening event, int place) {
    static Heard of(Batch batch, Fact fact) {
      return new Heard(fact, Happenings.of(fact), batch.place(fact.position()));
    }

    /// True if what the run began with is before it on the log, and did not happen later.
    boolean after(Batch batch, Run run) {
      return batch.place(run.kept().position()) < place && run.kept().before(fact.at());
    }
  }

  Meeting(RunStore runs, Walking walking, Customers customers, CheckoutLinks links, Clocks clocks) {
    this.runs = runs;
    this.walking = walking;
    this.customers = customers;
    this.links = links;
    this.clocks = clocks;
  }

  void meet(Live live, Batch batch) {
    var heard = heard(live, batch);
    bought(live, batch, heard);
    heard.values().forEach(some -> some.sort(
        Comparator.comparing((Heard one) -> one.fact.at()).thenComparing(Heard::place)));
    var concerned = new HashSet<>(heard.keySet());
    concerned.addAll(batch.changed());
    if (concerned.isEmpty()) {
      return;
    }
    customers.lock(batch.workspace(), concerned);
    var open = runs.open(batch.workspace(), concerned).stream().filter(run -> live.has(run.path())).toList();
    if (open.isEmpty()) {
      return;
    }
    var changed = new LinkedHashSet<>(join(live, batch, open));
    changed.addAll(follow(live, batch, open, heard));
    walking.save(batch.workspace(), changed, false);
  }

  private static Map<CustomerId, List<Heard>> heard(Live live, Batch batch) {
    var heard = new HashMap<CustomerId, List<Heard>>();
    for (var fact : batch.facts()) {
      if (live.awaits(Happenings.name(fact.kind(), fact.name()))) {
        heard.computeIfAbsent(fact.customer(), _ -> new ArrayList<>()).add(Heard.of(batch, fact));
      }
    }
    return heard;
  }

  /// An order that came by a link is heard by whom the link was sent to as well: on another device it is a stranger's.
  private void bought(Live live, Batch batch, Map<CustomerId, List<Heard>> heard) {
    var orders = new HashMap<Fact, UUID>();
    batch.facts(FactKind.TRACK).filter(fact -> live.awaits(fact.name()))
        .forEach(fact -> CheckoutLinks.from(fact).ifPresent(link -> orders.put(fact, link)));
    var sent = links.sentTo(batch.workspace(), orders.values());
    orders.forEach((fact, link) -> {
      var other = sent.get(link);
      if (other != null && !other.customer().equals(fact.customer())) {
        heard.computeIfAbsent(other.customer(), _ -> new ArrayList<>()).add(Heard.of(batch, fact));
      }
    });
  }

  /// Of two who are one now, one way goes on.
  private Set<Run> join(Live live, Batch batch, List<Run> open) {
    if (batch.changed().isEmpty()) {
      return Set.of();
    }
    var now = clocks.now(batch.workspace());
    var doubles = Entering.doubles(open, live).values();
    doubles.forEach(run -> run.cut(Outcome.MERGED, later(now, run), null));
    return new LinkedHashSet<>(doubles);
  }

  private Set<Run> follow(Live live, Batch batch, List<Run> open, Map<CustomerId, List<Heard>> heard) {
    var changed = new LinkedHashSet<Run>();
    var seen = new HashMap<RunId, Integer>();
    var waiting = open;
    while (!waiting.isEmpty()) {
      var moved = new ArrayList<Run>();
      for (var run : waiting) {
        if (run.open() && hear(live, batch, run, heard.getOrDefault(run.customer(), List.of()), seen)) {
          changed.add(run);
          moved.add(run);
        }
      }
      walking.walk(batch.workspace(), live, moved.stream().filter(Run::open).toList());
      waiting = moved;
    }
    return changed;
  }

  /// True if something happened that she waited for, or that ends her way.
  private static boolean hear(Live live, Batch batch, Run run, List<Heard> heard, Map<RunId, Integer> seen) {
    for (var n = seen.getOrDefault(run.id(), 0); n < heard.size(); n++) {
      seen.put(run.id(), n + 1);
      var one = heard.get(n);
      if (one.after(batch, run) && (stopped(live, run, one) || met(live, run, one))) {
        return true;
      }
    }
    return false;
  }

  private static boolean stopped(Live live, Run run, Heard one) {
    for (var stop : live.flow(run.path()).stops()) {
      if (stop.event().holds(one.event) && stop.same().fits(run.kept(), one.event.properties())) {
        run.cut(stop.goal() ? Outcome.GOAL : Outcome.STOPPED, later(one.fact.at(), run), worth(one.event.properties()));
        return true;
      }
    }
    return false;
  }

  private static boolean met(Live live, Run run, Heard one) {
    if (Walking.step(live, run) instanceof Step.Await await && await.event().holds(one.event)
        && await.same().fits(run.kept(), one.event.properties())) {
      Walking.leave(live, run, Step.MET, later(one.fact.at(), run));
      return true;
    }
    return false;
  }

  private static Instant later(Instant at, Run run) {
    return at.isAfter(run.place().since()) ? at : run.place().since();
  }

  /// What an order was worth, if the event is one.
  static @Nullable BigDecimal worth(JsonNode event) {
    for (var name : List.of("total", "revenue", "value")) {
      var amount = event.path(name);
      if (amount.isNumber() && amount.decimalValue().signum() >= 0
          && amount.decimalValue().compareTo(MOST_WORTH) < 0) {
        return amount.decimalValue();
      }
    }
    return null;
  }
}
