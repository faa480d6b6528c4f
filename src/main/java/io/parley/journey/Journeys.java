package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.journey.flow.Amiss;
import io.parley.journey.flow.FlowReader.Reading;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Outcome;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Feed;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// The journeys of a workspace: drawn, published, paused, ended, and tried out.
@Component
public final class Journeys {
  static final int MOST_JOURNEYS = 100;
  private static final int MOST_DRAFT_CHARACTERS = 400_000;
  /// As far back as a past may be told of a journey that is opened for a demo.
  private static final Duration PAST = Duration.ofDays(30);

  private final JourneyStore store;
  private final RunStore runs;
  private final Checks checks;
  private final Lives lives;
  private final Walking walking;
  private final Rounds rounds;
  private final Closing closing;
  private final Questions questions;
  private final Recipes recipes;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;
  private final Feed feed;

  Journeys(JourneyStore store, RunStore runs, Checks checks, Lives lives, Walking walking, Rounds rounds,
      Closing closing, Questions questions, Recipes recipes, Customers customers, Database database, Clocks clocks,
      Feed feed) {
    this.store = store;
    this.runs = runs;
    this.checks = checks;
    this.lives = lives;
    this.walking = walking;
    this.rounds = rounds;
    this.closing = closing;
    this.questions = questions;
    this.recipes = recipes;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
    this.feed = feed;
  }

  List<Journey> all(WorkspaceId workspace) {
    return database.tenant(workspace, () -> store.all(workspace));
  }

  Optional<Journey> get(WorkspaceId workspace, JourneyId id) {
    return database.tenant(workspace, () -> store.get(workspace, id));
  }

  List<JourneyStore.Version> versions(WorkspaceId workspace, JourneyId id) {
    return database.tenant(workspace, () -> store.versions(workspace, id));
  }

  List<Amiss> amiss(WorkspaceId workspace, JsonNode draft) {
    return checks.amiss(workspace, draft);
  }

  /// A new journey; it lets nobody in before it is published.
  public JourneyId draft(WorkspaceId workspace, String name, JsonNode draft, @Nullable String recipe) {
    check(draft);
    return database.tenant(workspace, () -> {
      if (store.all(workspace).size() >= MOST_JOURNEYS) {
        throw Problem.conflict("too_many_journeys", "旅程最多 100 個，請先刪掉不用的",
            "Up to 100 journeys. Delete some first");
      }
      var now = clocks.now(workspace);
      var journey = new Journey(new JourneyId(Ids.next()), name, Journey.State.DRAFT, recipe, draft, 1, null, null,
          now, now);
      store.insert(workspace, journey);
      return journey.id();
    });
  }

  /// A journey as a recipe draws it, live as if it had been since then.
  public JourneyId open(WorkspaceId workspace, String recipe, Locale locale, Instant since) {
    var drawn = recipes.get(recipe, locale).orElseThrow(() -> new IllegalArgumentException("No recipe " + recipe));
    return database.tenant(workspace, () -> {
      var id = draft(workspace, drawn.name(), drawn.draft(), recipe);
      if (checks.read(workspace, drawn.draft()) instanceof Reading.Whole whole) {
        questions.begin(workspace, id, whole.flow(), since.minus(PAST));
      }
      publish(workspace, id, null);
      var live = store.get(workspace, id).orElseThrow();
      store.update(workspace, new Journey(id, live.name(), live.state(), recipe, live.draft(), live.edition(),
          live.version(), since, live.createdAt(), live.changedAt()), live.edition());
      return id;
    });
  }

  /// Keeps what is drawn, finished or not. `edition` is the one it was drawn upon.
  Journey draw(WorkspaceId workspace, JourneyId id, String name, JsonNode draft, int edition) {
    check(draft);
    return database.tenant(workspace, () -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      var next = journey.draw(name, draft, clocks.now(workspace));
      if (journey.edition() != edition || !store.update(workspace, next, edition)) {
        throw Problem.conflict("changed_meanwhile", "這個旅程剛被別人改過，請重新整理再試",
            "Somebody else just changed this journey. Reload and try again");
      }
      return next;
    });
  }

  /// People enter what is drawn now. Whoever is on the way finishes on hers.
  public int publish(WorkspaceId workspace, JourneyId id, @Nullable MemberId by) {
    return database.tenant(workspace, () -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      var now = clocks.now(workspace);
      var reading = checks.read(workspace, journey.draft());
      if (!(reading instanceof Reading.Whole whole)) {
        var first = ((Reading.Broken) reading).amiss().getFirst();
        throw Problem.invalid("journey_unfinished", "還不能發布：" + first.chinese(),
            "It cannot be published yet: " + first.english());
      }
      var number = store.nextNumber(workspace, id, false);
      store.publish(workspace, new JourneyStore.Version(id, number, journey.draft(), now,
          by == null ? null : by.value()));
      change(workspace, journey, journey.publish(number, now));
      rounds.plan(workspace, id, whole.flow().trigger());
      questions.begin(workspace, id, whole.flow(), now);
      return number;
    });
  }

  Journey pause(WorkspaceId workspace, JourneyId id) {
    return database.tenant(workspace, () -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      return change(workspace, journey, journey.pause(clocks.now(workspace)));
    });
  }

  Journey resume(WorkspaceId workspace, JourneyId id) {
    return database.tenant(workspace, () -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      var resumed = change(workspace, journey, journey.resume(clocks.now(workspace)));
      // A day of the calendar that came while it was paused let nobody in and planned no other.
      lives.read(workspace).door(id).ifPresent(door -> rounds.plan(workspace, id, door.flow().trigger()));
      return resumed;
    });
  }

  /// Nobody enters any more, and everybody on the way is let go.
  Journey end(WorkspaceId workspace, JourneyId id) {
    return database.tenant(workspace, () -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      var ended = change(workspace, journey, journey.end(clocks.now(workspace)));
      closing.begin(workspace, id);
      return ended;
    });
  }

  void delete(WorkspaceId workspace, JourneyId id) {
    database.tenant(workspace, () -> {
      store.get(workspace, id).ifPresent(journey -> {
        closing.begin(workspace, id);
        store.delete(workspace, id, clocks.now(workspace));
        store.revise(workspace);
      });
    });
  }

  private Journey change(WorkspaceId workspace, Journey was, Journey next) {
    if (!next.equals(was)) {
      store.update(workspace, next, was.edition());
      store.revise(workspace);
      feed.publish(workspace, "{\"type\":\"journey\",\"id\":\"" + next.id() + "\"}");
    }
    return next;
  }

  /// Sends one person through what is drawn now, in a moment: waits last five seconds, and nothing is counted.
  RunId attempt(WorkspaceId workspace, JourneyId id, CustomerId customer) {
    return database.engine(() -> {
      var journey = store.get(workspace, id).orElseThrow(Problem::notFound);
      if (!(checks.read(workspace, journey.draft()) instanceof Reading.Whole whole)) {
        throw Problem.invalid("journey_unfinished", "還有沒畫完的地方，先補完再試走", "Something is unfinished. Mend it first");
      }
      customers.lock(workspace, List.of(customer));
      var identity = customers.identities(workspace, customer).stream().map(Identity::id).findFirst()
          .orElseThrow(Problem::notFound);
      var now = clocks.now(workspace);
      var number = store.nextNumber(workspace, id, true);
      store.publish(workspace, new JourneyStore.Version(id, number, journey.draft(), now, null));
      var path = new Live.Path(id, number);
      var run = new Run(new RunId(Ids.next()), path, identity, customer,
          new Run.Entered("trial-" + number, now, false, true),
          new Run.Place(whole.flow().start(), 0, now, null), Keepsake.none(now));
      runs.insert(workspace, List.of(run));
      store.revise(workspace);
      walking.walk(workspace, lives.read(workspace), List.of(run));
      walking.save(workspace, List.of(run), true);
      return run.id();
    });
  }

  /// Takes one person out.
  void takeOut(WorkspaceId workspace, RunId id) {
    database.tenant(workspace, () -> {
      var run = runs.open(workspace, id).orElseThrow(Problem::notFound);
      run.cut(Outcome.TAKEN_OUT, clocks.now(workspace), null);
      walking.save(workspace, List.of(run), false);
    });
  }

  private static void check(JsonNode draft) {
    if (!draft.isObject() || draft.toString().length() > MOST_DRAFT_CHARACTERS) {
      throw Problem.invalid("draft", "這不是一個旅程，或是太大了", "This is no journey, or it is too large");
    }
  }

  static JourneyId id(UUID id) {
    return new JourneyId(id);
  }
}
