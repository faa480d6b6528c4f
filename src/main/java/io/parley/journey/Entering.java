package io.parley.journey;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.journey.flow.Entry;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
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

  /// Who may come in, and what her way is unique by.
  private record Let(Candidate candidate, String key) {}

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
    var admitted = new ArrayList<Let>();
    var refused = new HashMap<RunStore.Pair, KeptOutStore.KeptOut>();
    for (var one : some) {
      var before = past.getOrDefault(one.pair(), Entry.Before.NOTHING);
      switch (one.door().flow().entry().ask(before, one.at(), one.key())) {
        case Entry.Answer.Admitted answer -> {
          admitted.add(new Let(one, answer.key()));
          past.put(one.pair(), after(before, answer.key(), one.at()));
        }
        case Entry.Answer.KeptOut answer -> refused.put(one.pair(), new KeptOutStore.KeptOut(
            one.door().path().journey(), one.identity(), one.at(), answer.why()));
      }
    }
    keptOut.keep(workspace, refused.values());
    var heldOut = questions.heldOut(workspace, admitted.stream().map(Let::candidate).toList());
    return admitted.stream()
        .map(one -> run(one.candidate, one.key, heldOut.contains(Questions.Comer.of(one.candidate)))).toList();
  }

  private static Run run(Candidate one, String key, boolean heldOut) {
    return new Run(new RunId(Ids.next()), one.door().path(), one.identity(), one.customer(),
        new Run.Entered(key, one.at(), heldOut, false),
        new Run.Place(one.door().flow().start(), 0, one.at(), null), one.kept());
  }

  private static Entry.Before after(Entry.Before before, String key, Instant at) {
    var keys = new HashSet<>(before.keys());
    keys.add(key);
    return new Entry.Before(true, at, keys);
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
