package io.parley.journey;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.journey.flow.Entry;
import io.parley.journey.flow.Flow;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Lets people in, as often as a journey says and no more. In the running engine transaction.
@Component
class Entering {
  /// What is told so late is history, not an occasion: an import of last year's orders thanks nobody.
  static final Duration FRESH = Duration.ofDays(1);

  private final RunStore runs;
  private final KeptOutStore keptOut;
  private final Walking walking;
  private final Questions questions;
  private final Customers customers;
  private final Clocks clocks;

  Entering(RunStore runs, KeptOutStore keptOut, Walking walking, Questions questions, Customers customers,
      Clocks clocks) {
    this.runs = runs;
    this.keptOut = keptOut;
    this.walking = walking;
    this.questions = questions;
    this.customers = customers;
    this.clocks = clocks;
  }

  /// Who may come in does, and goes on to where she first rests. In the order it happened. Returns those who came in.
  List<Run> enter(WorkspaceId workspace, Live live, Collection<Candidate> candidates) {
    var stale = clocks.now(workspace).minus(FRESH);
    var some = candidates.stream()
        .filter(one -> !one.at().isBefore(one.door().since()) && one.at().isAfter(stale))
        .sorted(Comparator.comparing(Candidate::at)).toList();
    if (some.isEmpty()) {
      return List.of();
    }
    var people = some.stream().map(Candidate::customer).collect(toSet());
    customers.lock(workspace, people);
    var admitted = admit(workspace, some, people);
    if (admitted.isEmpty()) {
      return List.of();
    }
    var fresh = runs.insert(workspace, admitted);
    var entered = admitted.stream().filter(run -> fresh.contains(run.id())).toList();
    walking.walk(workspace, live, entered);
    walking.save(workspace, entered, true);
    return entered;
  }

  private List<Run> admit(WorkspaceId workspace, List<Candidate> some, Set<CustomerId> people) {
    var past = new HashMap<>(runs.past(workspace, some.stream().map(one -> one.door().path().journey())
        .collect(toSet()), people, some.stream().map(Candidate::key).collect(toSet())));
    var flows = new HashMap<Live.Path, Flow>();
    some.forEach(one -> flows.put(one.door().path(), one.door().flow()));
    var heldOut = questions.heldOut(workspace, some.stream().filter(one -> !past.containsKey(one.pair()))
        .map(Entering::comer).toList(), flows);
    var admitted = new ArrayList<Run>();
    var refused = new HashMap<RunStore.Pair, KeptOutStore.KeptOut>();
    for (var one : some) {
      var before = past.get(one.pair());
      var known = before == null ? Entry.Before.NOTHING : before.before();
      switch (one.door().flow().entry().ask(known, one.at(), one.key())) {
        case Entry.Answer.Admitted answer -> {
          var run = run(one, answer.key(), before == null ? heldOut.contains(comer(one)) : before.heldOut());
          admitted.add(run);
          past.put(one.pair(), after(known, run));
        }
        case Entry.Answer.KeptOut answer -> refused.put(one.pair(), new KeptOutStore.KeptOut(
            one.door().path().journey(), one.identity(), one.at(), answer.why()));
      }
    }
    keptOut.keep(workspace, refused.values());
    return admitted;
  }

  /// Who was kept from being sent anything stays so, whoever she is joined with, as long as the journey keeps some.
  private static Run run(Candidate one, String key, boolean heldOut) {
    var flow = one.door().flow();
    return new Run(new RunId(Ids.next()), one.door().path(), one.identity(), one.customer(),
        new Run.Entered(key, one.at(), heldOut && flow.holdout() > 0, false),
        new Run.Place(flow.start(), 0, one.at(), null), one.kept());
  }

  private static Questions.Comer comer(Candidate one) {
    return new Questions.Comer(one.door().path(), one.identity(), one.at());
  }

  private static RunStore.Past after(Entry.Before known, Run run) {
    var keys = new HashSet<>(known.keys());
    keys.add(run.entered().key());
    return new RunStore.Past(new Entry.Before(true, run.entered().at(), keys), run.entered().heldOut());
  }

  /// Two who are one now have one way through a journey: the one that is further goes on, the others end.
  static Map<RunId, Run> doubles(Collection<Run> open, Live live) {
    var furthest = new HashMap<String, Run>();
    for (var run : open) {
      if (!live.has(run.path()) || run.entered().trial()) {
        continue;
      }
      var each = live.flow(run.path()).entry() instanceof Entry.Each;
      var slot = run.path().journey() + " " + run.customer() + (each ? " " + run.entered().key() : "");
      furthest.merge(slot, run, (one, other) -> further(one, other) ? one : other);
    }
    var kept = furthest.values().stream().map(Run::id).collect(toSet());
    return open.stream().filter(run -> live.has(run.path()) && !run.entered().trial() && !kept.contains(run.id()))
        .collect(toMap(Run::id, run -> run));
  }

  private static boolean further(Run one, Run other) {
    var order = Comparator.<Run>comparingInt(run -> run.place().hop())
        .thenComparing(run -> run.entered().at(), Comparator.reverseOrder())
        .thenComparing(run -> run.id().toString(), Comparator.reverseOrder());
    return order.compare(one, other) >= 0;
  }
}
