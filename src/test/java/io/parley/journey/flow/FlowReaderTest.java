package io.parley.journey.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.journey.flow.FlowReader.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What a journey may be, what is amiss and where, and what comes next: all of it without a database.
class FlowReaderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  @Test
  void everythingThatIsAmissIsFoundAtOnceAndAtItsPlace() {
    var amiss = amiss("""
        {"trigger": {"kind": "event", "event": {"name": "page", "where": [{"property": "url", "op": "like"}]}},
         "entry": {"kind": "again"}, "start": "w",
         "steps": [
          {"id": "w", "kind": "wait", "length": {"amount": 0, "unit": "day"}, "to": {"next": "m"}},
          {"id": "m", "kind": "message", "texts": {}, "to": {}},
          {"id": "s", "kind": "split", "arms": [{"way": "a", "percent": 50}, {"way": "b", "percent": 40}], "to": {}}]}
        """);
    assertThat(amiss).contains("null trigger.event", "null entry.days", "w length.amount", "m texts.any.text",
        "m to.next", "s arms", "s id");
  }

  @Test
  void aWayRoundNeedsARestAndWithOneItMayBeDrawn() {
    var round = """
        {"trigger": {"kind": "tag", "tag": "x"}, "entry": {"kind": "once"}, "start": "t", "steps": [
          {"id": "t", "kind": "tag", "tag": "a", "to": {"next": "c"}},
          {"id": "c", "kind": "condition", "condition": {"kind": "tagged", "tag": "b"}, "to": {"yes": "x", "no": "%s"}},
          {"id": "w", "kind": "wait", "length": {"amount": 1, "unit": "day"}, "to": {"next": "t"}},
          {"id": "x", "kind": "exit"}]}
        """;
    assertThat(amiss(round.formatted("t"))).contains("t to", "c to", "w id");
    assertThat(amiss(round.formatted("w"))).isEmpty();
  }

  @Test
  void aTimeOfDayThatHasPassedComesTomorrowByTheShopsClock() {
    var step = step("""
        {"id": "u", "kind": "until", "time": "10:00", "to": {"next": "x"}}""");
    assertThat(step.next(at(NOON))).isEqualTo(new Next.Stay(Instant.parse("2026-03-03T02:00:00Z")));
    var friday = step("""
        {"id": "u", "kind": "until", "time": "13:00", "weekday": "friday", "to": {"next": "x"}}""");
    assertThat(friday.next(at(NOON))).isEqualTo(new Next.Stay(Instant.parse("2026-03-06T05:00:00Z")));
    var past = step("""
        {"id": "u", "kind": "until", "time": "10:00", "date": "2026-03-01", "to": {"next": "x"}}""");
    assertThat(past.next(at(NOON))).isEqualTo(new Next.Leave("next"));
  }

  @Test
  void aSplitIsLeftByTheArmThatIsHers() {
    var split = step("""
        {"id": "s", "kind": "split", "arms": [{"way": "a", "percent": 70}, {"way": "b", "percent": 30}],
         "to": {"a": "x", "b": "x"}}""");
    assertThat(split.next(new Sight(NOON, TAIPEI, _ -> false, _ -> 0, false))).isEqualTo(new Next.Leave("a"));
    assertThat(split.next(new Sight(NOON, TAIPEI, _ -> false, _ -> 1, false))).isEqualTo(new Next.Leave("b"));
  }

  @Test
  void anEntryIsAskedAsItsSentenceSays() {
    var lately = new Entry.Before(false, NOON.minus(Duration.ofDays(6)), Set.of("order:1"));
    assertThat(new Entry.Once().ask(lately, NOON, "k")).isEqualTo(new Entry.Answer.KeptOut(Entry.Why.ONCE));
    assertThat(new Entry.Again(7).ask(lately, NOON, "k")).isEqualTo(new Entry.Answer.KeptOut(Entry.Why.TOO_SOON));
    assertThat(new Entry.Again(6).ask(lately, NOON, "k")).isInstanceOf(Entry.Answer.Admitted.class);
    assertThat(new Entry.Each().ask(lately, NOON, "order:1")).isEqualTo(new Entry.Answer.KeptOut(Entry.Why.SAME));
    assertThat(new Entry.Each().ask(lately, NOON, "order:2")).isEqualTo(new Entry.Answer.Admitted("order:2"));
    var open = new Entry.Before(true, NOON.minus(Duration.ofDays(60)), Set.of());
    assertThat(new Entry.Again(7).ask(open, NOON, "k")).isEqualTo(new Entry.Answer.KeptOut(Entry.Why.OPEN));
  }

  @Test
  void theSameCartIsTheSameByItsIdOrByWhatLayInIt() {
    var kept = new Keepsake(NOON, 0, "c1", null, List.of("tote", "mug"), java.util.Map.of());
    assertThat(Same.CART.fits(kept, JSON.readTree("{\"cart_id\": \"c1\"}"))).isTrue();
    assertThat(Same.CART.fits(kept, JSON.readTree("{\"cart_id\": \"c2\", \"product_id\": \"tote\"}"))).isFalse();
    assertThat(Same.CART.fits(kept, JSON.readTree("{\"products\": [{\"product_id\": \"mug\"}]}"))).isTrue();
    assertThat(Same.CART.fits(kept, JSON.readTree("{\"products\": [{\"product_id\": \"cap\"}]}"))).isFalse();
    assertThat(Same.ORDER.fits(kept, JSON.readTree("{\"order_id\": \"o1\"}"))).isFalse();
  }

  private static Sight at(Instant at) {
    return new Sight(at, TAIPEI, _ -> false, _ -> 0, false);
  }

  private static Step step(String json) {
    var whole = (Reading.Whole) FlowReader.read(JSON.readTree("""
        {"trigger": {"kind": "tag", "tag": "x"}, "entry": {"kind": "once"}, "start": "%s",
         "steps": [%s, {"id": "x", "kind": "exit"}]}""".formatted(
        JSON.readTree(json).path("id").asString(), json)));
    return whole.flow().step(whole.flow().start());
  }

  private static List<String> amiss(String json) {
    return switch (FlowReader.read(JSON.readTree(json))) {
      case Reading.Whole _ -> List.of();
      case Reading.Broken broken -> broken.amiss().stream().map(one -> one.step() + " " + one.field()).toList();
    };
  }
}
