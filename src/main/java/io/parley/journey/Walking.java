package io.parley.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.parley.audience.Conditions;
import io.parley.audience.condition.Condition;
import io.parley.customer.CustomerId;
import io.parley.journey.flow.Flow;
import io.parley.journey.flow.Next;
import io.parley.journey.flow.Sight;
import io.parley.journey.flow.Step;
import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Moves people on, all of them together and one step a round: what a step asks is asked of everybody at once, and what
/// is done is done for everybody at once. In the running engine transaction, whose customers and runs are held.
@Component
class Walking {
  /// A flow has at most a hundred steps and no way round without a rest, so nobody goes further at once.
  private static final int MOST_ROUNDS = Flow.MOST_STEPS + 1;

  private final Conditions conditions;
  private final Deeds deeds;
  private final RunStore runs;
  private final PassageStore passages;
  private final Messages messages;
  private final Questions questions;
  private final Workspaces workspaces;
  private final Feed feed;

  Walking(Conditions conditions, Deeds deeds, RunStore runs, PassageStore passages, Messages messages,
      Questions questions, Workspaces workspaces, Feed feed) {
    this.conditions = conditions;
    this.deeds = deeds;
    this.runs = runs;
    this.passages = passages;
    this.messages = messages;
    this.questions = questions;
    this.workspaces = workspaces;
    this.feed = feed;
  }

  /// Everybody goes on until she rests or her way ends; nothing is written down of where she is.
  void walk(WorkspaceId workspace, Live live, Collection<Run> some) {
    var zone = workspaces.get(workspace).timeZone();
    var moving = List.copyOf(some);
    for (var round = 0; !moving.isEmpty(); round++) {
      if (round > MOST_ROUNDS) {
        throw new IllegalStateException("Somebody goes round for ever: " + moving.getFirst().id());
      }
      moving = round(workspace, live, moving, zone);
    }
  }

  /// One step of everybody. Returns those who go on at once.
  private List<Run> round(WorkspaceId workspace, Live live, List<Run> moving, ZoneId zone) {
    var met = met(workspace, live, moving);
    var drawn = questions.drawn(workspace, live, moving);
    var acting = new ArrayList<Deeds.Deed>();
    var on = new ArrayList<Run>();
    var tellers = new ArrayList<Run>();
    for (var run : moving) {
      var step = step(live, run);
      var sight = new Sight(run.place().since(), zone,
          condition -> met.getOrDefault(condition, Set.of()).contains(run.customer()),
          _ -> drawn.getOrDefault(run.id(), 0), run.entered().trial());
      switch (step.next(sight)) {
        case Next.Stay stay -> run.stay(stay.until());
        case Next.Leave leave -> {
          run.leave(leave.way(), to(step, leave.way()), run.place().since());
          on.add(run);
        }
        case Next.Act act -> {
          acting.add(new Deeds.Deed(run, step, run.place().hop()));
          if (step instanceof Step.Message) {
            tellers.add(run);
          }
          run.leave(act.way(), to(step, act.way()), run.place().since());
          on.add(run);
        }
        case Next.End end -> run.end(end.outcome(), run.place().since(), null);
      }
    }
    deeds.perform(workspace, acting);
    questions.told(workspace, live, tellers);
    return on;
  }

  /// She leaves a step on which she rested.
  static void leave(Live live, Run run, String way, java.time.Instant at) {
    run.leave(way, to(step(live, run), way), at);
  }

  static Step step(Live live, Run run) {
    return live.flow(run.path()).step(run.place().step());
  }

  private static String to(Step step, String way) {
    var next = step.to().get(way);
    if (next == null) {
      throw new IllegalStateException("The way %s of step %s leads nowhere".formatted(way, step.id()));
    }
    return next;
  }

  /// Of whom the conditions hold that are asked now.
  private Map<Condition, Set<CustomerId>> met(WorkspaceId workspace, Live live, List<Run> moving) {
    var asked = new HashMap<Condition, Set<CustomerId>>();
    moving.stream().filter(run -> step(live, run) instanceof Step.Ask)
        .collect(groupingBy(run -> ((Step.Ask) step(live, run)).condition(), mapping(Run::customer, toSet())))
        .forEach((condition, customers) -> asked.put(condition, conditions.met(workspace, condition, customers)));
    return asked;
  }

  /// Writes down where these are now and what is behind them. `fresh` if they came in just now.
  void save(WorkspaceId workspace, Collection<Run> moved, boolean fresh) {
    if (moved.isEmpty()) {
      return;
    }
    runs.save(workspace, moved);
    passages.keep(workspace, moved);
    messages.withdraw(workspace, moved);
    passages.count(workspace, moved, fresh, workspaces.get(workspace).timeZone());
    moved.stream().map(run -> run.path().journey()).distinct().forEach(journey ->
        feed.publish(workspace, "{\"type\":\"journey\",\"id\":\"" + journey + "\"}"));
  }
}
