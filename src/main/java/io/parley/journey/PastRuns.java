package io.parley.journey;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.channel.Content;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Next;
import io.parley.journey.flow.Outcome;
import io.parley.journey.flow.Sight;
import io.parley.journey.flow.Step;
import io.parley.journey.flow.Trigger;
import io.parley.journey.flow.Wanted;
import io.parley.outreach.PastSends;
import io.parley.outreach.Source;
import io.parley.outreach.Wording;
import io.parley.outreach.Words;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Ways that people of a shop's invented past went through its journey for carts, for the demo: nobody is written to.
/// They go through the flow as it is drawn; what they bought and when is the caller's to tell, as of every customer.
@Component
public final class PastRuns {
  private static final LocalTime NIGHT = LocalTime.of(22, 0);
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final BigDecimal COST = new BigDecimal("0.2");

  private final Lives lives;
  private final RunStore runs;
  private final Walking walking;
  private final Questions questions;
  private final JourneyStore journeys;
  private final Customers customers;
  private final PastSends sends;
  private final Workspaces workspaces;
  private final Database database;

  /// A cart that was left, with what lay in it. `channel` is how its owner was reached; without one, `unreached` says
  /// why.
  public record Left(IdentityId identity, Instant since, List<String> products, @Nullable String channel,
      String unreached) {}

  public record Bought(Instant at, BigDecimal worth) {}

  private record Way(Left left, @Nullable Bought bought, ZoneId zone) {}

  /// What would have been said at a step, by the channel it went by.
  private record Said(Step.Message step, String channel) {}

  PastRuns(Lives lives, RunStore runs, Walking walking, Questions questions, JourneyStore journeys,
      Customers customers, PastSends sends, Workspaces workspaces, Database database) {
    this.lives = lives;
    this.runs = runs;
    this.walking = walking;
    this.questions = questions;
    this.journeys = journeys;
    this.customers = customers;
    this.sends = sends;
    this.workspaces = workspaces;
    this.database = database;
  }

  /// Who of these falls into the group that is sent nothing, as it would have fallen when they left their carts.
  public Set<IdentityId> heldOut(WorkspaceId workspace, Map<IdentityId, Instant> left) {
    return database.engine(() -> door(workspace).map(door -> {
      var comers = new ArrayList<Candidate>();
      left.forEach((one, since) -> customers.of(workspace, one).ifPresent(customer -> comers.add(
          new Candidate(door, one, customer, since, "cart@" + since, Keepsake.none(since)))));
      return questions.heldOut(workspace, comers).stream().map(Questions.Comer::identity).collect(toSet());
    }).orElse(Set.of()));
  }

  /// Writes down these ways; `bought` is who bought after she left her cart. The same again changes nothing.
  public void tell(WorkspaceId workspace, List<Left> carts, Map<Left, Bought> bought) {
    var heldOut = heldOut(workspace, carts.stream().collect(toMap(Left::identity, Left::since, (one, _) -> one)));
    database.engine(() -> door(workspace).ifPresent(door -> {
      var live = lives.of(workspace);
      var zone = workspaces.get(workspace).timeZone();
      var made = new HashMap<Run, Way>();
      carts.forEach(left -> run(workspace, door, left, heldOut.contains(left.identity)).ifPresent(run -> made.put(run,
          new Way(left, bought.get(left), zone))));
      var fresh = runs.insert(workspace, made.keySet());
      made.keySet().removeIf(run -> !fresh.contains(run.id()));
      questions.told(workspace, live, made.keySet());
      var past = new HashMap<Said, List<PastSends.Past>>();
      made.forEach((run, way) -> walk(live, run, way, past));
      walking.save(workspace, made.keySet(), true);
      said(workspace, door, past);
    }));
  }

  private Optional<Live.Door> door(WorkspaceId workspace) {
    return lives.of(workspace).doors().stream().filter(door -> door.flow().trigger() instanceof Trigger.CartLeft)
        .findFirst();
  }

  private Optional<Run> run(WorkspaceId workspace, Live.Door door, Left left, boolean heldOut) {
    var entered = left.since.plus(((Trigger.CartLeft) door.flow().trigger()).idle());
    return customers.of(workspace, left.identity).map(customer -> new Run(new RunId(Ids.next()), door.path(),
        left.identity, customer, new Run.Entered("cart@" + left.since, entered, heldOut, false),
        new Run.Place(door.flow().start(), 0, entered, null),
        new Keepsake(left.since, 0, null, null, left.products, Map.of())));
  }

  private static void walk(Live live, Run run, Way way, Map<Said, List<PastSends.Past>> past) {
    while (run.open()) {
      var at = run.place().since();
      switch (Walking.step(live, run)) {
        case Step.Message message -> {
          var said = new Said(message, way.left.channel == null ? Wanted.ANY : way.left.channel);
          past.computeIfAbsent(said, _ -> new ArrayList<>()).add(new PastSends.Past(run.id() + ":" + run.place().hop(),
              run.identity(), byDay(at, way.zone), why(run, way, byDay(at, way.zone))));
          Walking.leave(live, run, Step.NEXT, at);
        }
        case Step.Await await -> {
          var until = at.plus(await.longest());
          if (way.bought != null && way.bought.at.isBefore(until)) {
            run.cut(Outcome.GOAL, way.bought.at, way.bought.worth);
          } else {
            Walking.leave(live, run, Step.LATE, until);
          }
        }
        case Step step when step.next(sight(run, way.zone)) instanceof Next.End end ->
            run.end(end.outcome(), at, null);
        case Step step -> Walking.leave(live, run, step.to().keySet().iterator().next(), at);
      }
    }
  }

  private static Sight sight(Run run, ZoneId zone) {
    return new Sight(run.place().since(), zone, _ -> false, _ -> 0, false);
  }

  private static @Nullable String why(Run run, Way way, Instant at) {
    if (way.left.channel == null) {
      return way.left.unreached;
    }
    var ordered = way.bought != null && !way.bought.at.isAfter(at);
    return ordered ? "ordered" : run.entered().heldOut() ? PastSends.Past.HELD_OUT : null;
  }

  /// Nobody is reminded at night.
  private static Instant byDay(Instant at, ZoneId zone) {
    var local = at.atZone(zone);
    if (local.toLocalTime().isBefore(MORNING)) {
      return local.with(MORNING).toInstant();
    }
    return local.toLocalTime().isBefore(NIGHT) ? at : local.plusDays(1).with(MORNING).toInstant();
  }

  private void said(WorkspaceId workspace, Live.Door door, Map<Said, List<PastSends.Past>> past) {
    var journey = door.path().journey();
    var name = journeys.names(workspace, Set.of(journey)).getOrDefault(journey, "");
    past.forEach((said, some) -> {
      var words = said.step.wanted().on(said.channel);
      var text = words == null ? "" : Wording.render(words.text(), Map.of()).strip();
      sends.tell(workspace, new Source(Source.Kind.JOURNEY, journey.value(), said.step.id(), name), said.channel,
          said.channel.equals("line") ? COST : BigDecimal.ZERO,
          new Words.Own(Map.of(said.channel, Content.Text.of(text))), some);
    });
  }
}
