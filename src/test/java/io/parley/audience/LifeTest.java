package io.parley.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audience.condition.Brute;
import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Facts.Person;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Story;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import io.parley.customer.TagId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A life told in any portions, late or not, while the clock runs: what is remembered answers as a count over
/// everything does, and a life replayed from its history is the same life.
class LifeTest {
  private static final int STORIES = 10_000;
  private static final CustomerId HER = new CustomerId(new UUID(1, 1));

  /// What the database would keep of her.
  private static final class Kept {
    final Map<Trace, List<Moment>> moments = new HashMap<>();
    final Map<Watch, Completion> completions = new HashMap<>();
    final Map<Watch, Membership> memberships = new HashMap<>();
    final List<Flip> flips = new ArrayList<>();
  }

  @Test
  void whatIsRememberedAnswersAsACountOverEverythingDoes() {
    var random = new Random(20261201);
    var members = 0;
    for (var n = 0; n < STORIES; n++) {
      var story = new Story(random);
      var condition = story.behaviour();
      var told = new Teller(condition);
      var kept = new Kept();
      var clock = 0L;
      told.born(kept, at(clock));
      var portions = 1 + random.nextInt(6);
      for (var portion = 0; portion < portions; portion++) {
        var fresh = new ArrayList<Story.Told>();
        for (var event = random.nextInt(4); event > 0; event--) {
          fresh.add(story.tell());
        }
        clock = Math.max(clock, fresh.stream().mapToLong(Story.Told::micros).max().orElse(0));
        if (random.nextBoolean()) {
          clock += random.nextLong(Story.DAY);
        }
        told.tell(kept, story.events, fresh, at(clock));
      }
      clock += random.nextInt(3) == 0 ? 2 * Story.DAY : random.nextInt(2);
      told.pass(kept, at(clock));
      var brute = new Brute(story.events, Person.NOBODY);
      var first = brute.first(condition);
      var completion = kept.completions.get(told.rule);
      assertThat(completion == null ? null : completion.since()).as("story %d: %s of %s", n, condition, story.events)
          .isEqualTo(first == null ? null : first.happening().point());
      var member = kept.memberships.getOrDefault(told.segment, Membership.NONE).member();
      assertThat(member).as("story %d: %s of %s at %d", n, condition, story.events, clock)
          .isEqualTo(brute.holds(condition, clock));
      members += member ? 1 : 0;
      assertThat(kept.flips).as("in and out by turns").extracting(Flip::entered)
          .isEqualTo(kept.flips.stream().map(flip -> kept.flips.indexOf(flip) % 2 == 0).toList());
    }
    assertThat(members).isBetween(STORIES / 10, STORIES * 9 / 10);
  }

  @Test
  void theClockAloneFlipsAtTheVeryInstantAndNotAMicrosecondBefore() {
    var random = new Random(20261202);
    var flipped = 0;
    for (var n = 0; n < STORIES; n++) {
      var story = Story.of(random, 1 + random.nextInt(6));
      var condition = story.behaviour();
      var told = new Teller(condition);
      var kept = new Kept();
      var last = story.events.stream().mapToLong(Story.Told::micros).max().orElseThrow();
      told.born(kept, at(0));
      told.tell(kept, story.events, story.events, at(last));
      var before = kept.memberships.getOrDefault(told.segment, Membership.NONE).member();
      var until = new Brute(story.events, Person.NOBODY).until(condition, last);
      if (until != null) {
        told.pass(kept, at(until - 1));
        assertThat(kept.memberships.getOrDefault(told.segment, Membership.NONE).member()).isEqualTo(before);
        told.pass(kept, at(until + random.nextInt(2) * 1_000));
        var after = kept.memberships.getOrDefault(told.segment, Membership.NONE);
        assertThat(after.member()).as("story %d: %s of %s", n, condition, story.events).isNotEqualTo(before);
        assertThat(after.since()).isEqualTo(at(until));
        flipped++;
      }
    }
    assertThat(flipped).isGreaterThan(500);
  }

  @Test
  void aLifeReplayedFromItsHistoryIsTheSameLife() {
    var random = new Random(20261203);
    for (var n = 0; n < STORIES; n++) {
      var story = Story.of(random, random.nextInt(12));
      var told = new Teller(story.behaviour());
      var now = at(4 * Story.DAY + random.nextLong(Story.DAY));
      var one = new Kept();
      var inOrder = story.events.stream().sorted(Comparator.comparing(event -> event.happening().point())).toList();
      var half = inOrder.size() / 2;
      told.born(one, now);
      told.tell(one, inOrder.subList(0, half), inOrder.subList(0, half), now);
      told.tell(one, inOrder, inOrder.subList(half, inOrder.size()), now);
      var other = new Kept();
      told.anew(other, story.events, now);
      assertThat(points(other)).isEqualTo(points(one));
      assertThat(other.memberships.getOrDefault(told.segment, Membership.NONE).member())
          .isEqualTo(one.memberships.getOrDefault(told.segment, Membership.NONE).member());
    }
  }

  private static Map<Watch, Point> points(Kept kept) {
    var points = new HashMap<Watch, Point>();
    kept.completions.forEach((rule, completion) -> points.put(rule, completion.since()));
    return points;
  }

  /// Keeps a rule and a segment with one condition.
  private static final class Teller {
    private final Watch rule;
    private final Watch segment;
    private final Plan plan;

    Teller(Condition condition) {
      var tag = new TagId(new UUID(2, 2));
      rule = Watch.of(new Rule(new RuleId(new UUID(3, 3)), "r", tag, condition, null, Rule.State.LIVE, null,
          Instant.EPOCH, 1), "tag");
      segment = Watch.of(new Segment(new SegmentId(new UUID(4, 4)), "s", condition, Instant.EPOCH, Instant.EPOCH, 1));
      plan = new Plan(List.of(rule, segment));
    }

    /// As the fold does: what comes late is taken from the whole history.
    void tell(Kept kept, List<Story.Told> all, List<Story.Told> fresh, Instant now) {
      var seen = seen(fresh);
      if (seen.isEmpty()) {
        return;
      }
      var traces = seen.stream().flatMap(one -> one.hits().stream()).map(hit -> hit.trace()).toList();
      var life = life(kept, now, true);
      if (life.late(seen.getFirst().point(), traces)) {
        anew(kept, all, now);
      } else {
        life.advance(seen, new Life.Changed(Set.of(), Set.of(), seen.getLast().point()));
        keep(kept, life);
      }
    }

    void anew(Kept kept, List<Story.Told> all, Instant now) {
      var life = life(kept, now, false);
      life.replay(seen(all), Set.of(rule, segment));
      kept.moments.clear();
      for (var trace : plan.index().traces()) {
        kept.moments.put(trace, life.moments(trace));
      }
      kept.completions.clear();
      keep(kept, life);
    }

    /// Somebody new is judged once, whatever she does or does not.
    void born(Kept kept, Instant now) {
      var life = life(kept, now, true);
      life.judgeAll(plan.ofEverybody(), Point.endOf(now));
      keep(kept, life);
    }

    void pass(Kept kept, Instant now) {
      var life = life(kept, now, true);
      life.pass(List.of(rule, segment), now);
      keep(kept, life);
    }

    private Life life(Kept kept, Instant now, boolean whole) {
      var life = new Life(HER, plan, Set.of(rule, segment), Person.NOBODY, now);
      if (whole) {
        kept.moments.forEach(life::remember);
        kept.completions.forEach(life::remember);
      }
      kept.memberships.forEach(life::remember);
      return life;
    }

    private static void keep(Kept kept, Life life) {
      kept.moments.putAll(life.movedMoments());
      for (var watch : life.changed()) {
        var completion = watch.isRule() ? life.completion(watch) : null;
        if (completion != null) {
          kept.completions.put(watch, completion);
        } else if (!watch.isRule()) {
          kept.memberships.put(watch, life.membership(watch));
        }
      }
      kept.flips.addAll(life.flips());
    }

    private List<Life.Seen> seen(List<Story.Told> events) {
      return events.stream().map(Story.Told::happening)
          .sorted(Comparator.comparing(event -> event.point()))
          .map(event -> new Life.Seen(event.point(), event.name(), plan.index().hits(event)))
          .filter(seen -> !seen.hits().isEmpty())
          .toList();
    }
  }

  private static Instant at(long micros) {
    return Story.START.plus(micros, ChronoUnit.MICROS);
  }
}
