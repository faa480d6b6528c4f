package io.parley.audience.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.StringNode;

class JudgeTest {
  private static final int STORIES = 10_000;

  /// Facts of a whole history, or of what traces keep of it.
  record Known(List<Story.Told> events, Facts.Person person, boolean trimmed, Instant now) implements Facts {
    @Override
    public List<Moment> moments(Trace trace) {
      var moments = new ArrayList<Moment>();
      for (var told : events) {
        var moment = trace.moment(told.happening());
        if (moment != null) {
          moments.add(moment);
        }
      }
      moments.sort(null);
      if (!trimmed) {
        return moments;
      }
      List<Moment> kept = new ArrayList<>();
      for (var moment : moments) {
        kept = new ArrayList<>(kept);
        kept.add(moment);
        kept = trace.kept(kept, now);
      }
      return kept;
    }
  }

  @Test
  void everyVerdictIsThatOfACountOverEverything() {
    var random = new Random(20261122);
    var held = 0;
    for (var n = 0; n < STORIES; n++) {
      var story = Story.of(random, random.nextInt(10));
      var person = story.person();
      var condition = story.condition();
      var t = story.instant();
      var asOf = Story.START.plus(t, ChronoUnit.MICROS);
      var brute = new Brute(story.events, person);
      var verdict = Judge.verdict(condition, new Known(story.events, person, false, asOf), Point.endOf(asOf));
      assertThat(verdict.holds()).as("story %d: %s", n, condition).isEqualTo(brute.holds(condition, t));
      var until = brute.until(condition, t);
      assertThat(verdict.until()).as("story %d: %s of %s at %s", n, condition, story.events, asOf)
          .isEqualTo(until == null ? null : Story.START.plus(until, ChronoUnit.MICROS));
      held += verdict.holds() ? 1 : 0;
    }
    assertThat(held).as("both answers are tried").isBetween(STORIES / 5, STORIES * 4 / 5);
  }

  @Test
  void whatTracesKeepDecidesAsEverythingDoesFromThenOn() {
    var random = new Random(20261123);
    for (var n = 0; n < STORIES; n++) {
      var story = Story.of(random, random.nextInt(14));
      var person = story.person();
      var condition = story.condition();
      var now = Story.START.plus(story.instant(), ChronoUnit.MICROS);
      var all = new Known(story.events, person, false, now);
      var kept = new Known(story.events, person, true, now);
      for (var later : List.of(0L, Story.DAY - 1, Story.DAY, random.nextLong(3 * Story.DAY))) {
        var asOf = Point.endOf(now.plus(later, ChronoUnit.MICROS));
        var one = Judge.verdict(condition, all, asOf);
        var other = Judge.verdict(condition, kept, asOf);
        assertThat(other.holds()).as("story %d: %s", n, condition).isEqualTo(one.holds());
        assertThat(other.until()).as("story %d: %s", n, condition).isEqualTo(one.until());
      }
    }
  }

  @Test
  void theIndexFindsTheTracesThatAskingAllOfThemFinds() {
    var random = new Random(20261124);
    for (var n = 0; n < 1_000; n++) {
      var story = Story.of(random, 10);
      var traces = new ArrayList<Trace>();
      for (var m = 0; m < 30; m++) {
        Judge.traces(story.condition()).forEach(traces::add);
      }
      var index = new EventIndex(traces);
      for (var told : story.events) {
        var hits = index.hits(told.happening());
        assertThat(hits).allSatisfy(hit -> assertThat(hit.moment()).isEqualTo(hit.trace().moment(told.happening())));
        assertThat(hits).extracting(EventIndex.Hit::trace).containsExactlyInAnyOrderElementsOf(
            traces.stream().distinct().filter(trace -> trace.moment(told.happening()) != null).toList());
      }
    }
  }

  @Test
  void theIndexFindsWhatAnyComparisonOfTextsFinds() {
    var random = new Random(20261125);
    var addresses = List.of("https://SHOP/products/tote?x=1", "https://shop/cup#reviews", "https://shop/包", "https://");
    var colours = List.of("Ｒｅｄ", "red", "re", "blue", "3");
    for (var n = 0; n < 1_000; n++) {
      var story = Story.of(random, 10);
      var traces = new ArrayList<Trace>();
      for (var m = 0; m < 20; m++) {
        var ofAddress = random.nextBoolean();
        var filter = texts(random, ofAddress ? "url" : "look.colour", ofAddress ? addresses : colours);
        var name = Story.NAMES.get(random.nextInt(Story.NAMES.size()));
        traces.add(new Trace.Measured(EventMatch.named(name, filter), new Measure.Count(1)));
      }
      var index = new EventIndex(traces);
      for (var told : story.events) {
        assertThat(index.hits(told.happening())).extracting(EventIndex.Hit::trace).containsExactlyInAnyOrderElementsOf(
            traces.stream().distinct().filter(trace -> trace.moment(told.happening()) != null).toList());
      }
    }
  }

  private static EventMatch.Filter texts(Random random, String property, List<String> words) {
    var op = List.of(Op.IS, Op.ONE_OF, Op.STARTS_WITH, Op.CONTAINS, Op.IS_NOT).get(random.nextInt(5));
    var word = StringNode.valueOf(words.get(random.nextInt(words.size())));
    if (op != Op.ONE_OF) {
      return new EventMatch.Filter(property, op, word);
    }
    var list = tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode().add(word);
    list.add(random.nextBoolean() ? tools.jackson.databind.node.IntNode.valueOf(3) : word);
    return new EventMatch.Filter(property, op, list);
  }

  @Test
  void anEventExactlyAsOldAsTheWindowNoLongerCounts() {
    var story = Story.of(new Random(1), 1);
    var told = story.events.getFirst();
    var condition = new Condition.Did(EventMatch.named(told.name()), new Measure.Count(1), Window.days(1));
    var facts = new Known(story.events, Facts.Person.NOBODY, false, told.at());
    var end = told.at().plus(Story.DAY, ChronoUnit.MICROS);
    assertThat(Judge.holds(condition, facts, Point.endOf(told.at()))).isTrue();
    assertThat(Judge.holds(condition, facts, Point.endOf(end.minus(1, ChronoUnit.MICROS)))).isTrue();
    assertThat(Judge.holds(condition, facts, Point.endOf(end))).isFalse();
    assertThat(Judge.verdict(condition, facts, Point.endOf(told.at())).until()).isEqualTo(end);
    assertThat(Judge.holds(condition, facts, Point.endOf(told.at().minus(1, ChronoUnit.MICROS)))).isFalse();
  }

  @Test
  void valuesOfTheWrongTypeFitNothingAndTextsAreReadAsPeopleReadThem() {
    var texts = List.<tools.jackson.databind.JsonNode>of(StringNode.valueOf("ＡＢＣ 臺北"));
    assertThat(Op.IS.holds(texts, StringNode.valueOf("abc 台北"))).isTrue();
    assertThat(Op.CONTAINS.holds(texts, StringNode.valueOf("台北"))).isTrue();
    assertThat(Op.AT_LEAST.holds(texts, tools.jackson.databind.node.IntNode.valueOf(1))).isFalse();
    assertThat(Op.AFTER.holds(texts, StringNode.valueOf("2026-01-01"))).isFalse();
    assertThat(Op.IS_NOT.holds(List.of(), StringNode.valueOf("x"))).isTrue();
    assertThat(Op.KNOWN.holds(List.of(), null)).isFalse();
  }
}
