package io.parley.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a journey tries out on people: the arms of a split, and its control group.
class SplitTest extends AtJourneys {
  private static final int PEOPLE = 12;
  /// That all of so many are drawn alike happens once in ten million runs.
  private static final int MANY = 24;

  @Test
  void whoeverSheIsJoinedWithSheStaysInTheArmSheCameToFirstAndWhatSheBuysCountsThere() {
    var journey = publish("試試", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "each"}, "start": "s", "steps": [
          {"id": "s", "kind": "split", "arms": [{"way": "甲", "percent": 50}, {"way": "乙", "percent": 50}],
           "to": {"甲": "x", "乙": "x"}}, {"id": "x", "kind": "exit"}]}
        """);
    var arms = new LinkedHashMap<String, String>();
    for (var n = 0; n < PEOPLE || new HashSet<>(arms.values()).size() < 2; n++) {
      var visitor = "v" + n;
      tell(visitor, "Hello", Map.of());
      arms.put(visitor, arm(journey, visitor));
      tell(visitor, "Hello", Map.of());
      assertThat(runs(visitor)).as("each time").hasSize(2);
      assertThat(arm(journey, visitor)).as("the same person, the same arm").isEqualTo(arms.get(visitor));
    }
    var first = arms.keySet().iterator().next();
    tell(first, "Order Completed", order("o1", "tote"));
    var split = result(journey, "s");
    assertThat(people(split)).containsExactlyInAnyOrderEntriesOf(arms.values().stream()
        .collect(Collectors.groupingBy(one -> one, Collectors.counting())));
    assertThat(split.path("arms").valueStream().filter(one -> one.at("/arm/buyers").asInt() == 1)
        .map(one -> one.path("name").asString() + " " + one.at("/arm/revenue").asInt()))
        .containsExactly(arms.get(first) + " 500");
    assertThat(split.at("/verdicts/0/kind").asString()).isEqualTo("too_early");
    var other = arms.keySet().stream().filter(one -> !arms.get(one).equals(arms.get(first))).findFirst().orElseThrow();
    identify(other, "M-1");
    identify(first, "M-1");
    tell(other, "Hello", Map.of());
    assertThat(arm(journey, other)).as("that of the one who came first").isEqualTo(arms.get(first));
    assertThat(result(journey, "s").path("torn").asInt()).as("who was in both is in neither").isEqualTo(1);
  }

  @Test
  void whoIsHeldOutIsCountedWhenSheWouldHaveBeenToldAndNotBefore() {
    var journey = publish("對照", """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "once"}, "holdout": 50,
         "start": "w", "steps": [
          {"id": "w", "kind": "event", "event": {"name": "Go"}, "within": {"amount": 9, "unit": "day"},
           "to": {"met": "m", "late": "x"}},
          {"id": "m", "kind": "message", "texts": {"any": {"text": "嗨"}}, "to": {"next": "x"}},
          {"id": "x", "kind": "exit"}]}
        """);
    IntStream.range(0, PEOPLE).forEach(n -> tell("v" + n, "Hello", Map.of()));
    assertThat(people(result(journey, null)).values()).as("nobody came to the message yet").containsOnly(0L);
    var out = IntStream.range(0, PEOPLE).filter(n -> runs("v" + n).getFirst().path("heldOut").asBoolean()).count();
    IntStream.range(0, PEOPLE).forEach(n -> tell("v" + n, "Go", Map.of()));
    var result = result(journey, null);
    assertThat(result.at("/heldOut/people").asLong()).isEqualTo(out);
    assertThat(result.at("/arms/0/arm/people").asLong()).isEqualTo(PEOPLE - out);
    assertThat(result.at("/worth/verdict/kind").asString()).isEqualTo("too_early");
  }

  @Test
  void aControlGroupThatIsNewIsDrawnFromThoseWhoCameBeforeToo() {
    var flow = """
        {"trigger": {"kind": "event", "event": {"name": "Hello"}}, "entry": {"kind": "each"}, "holdout": %d,
         "start": "x", "steps": [{"id": "x", "kind": "exit"}]}
        """;
    var journey = publish("對照", flow.formatted(0));
    IntStream.range(0, MANY).forEach(n -> tell("v" + n, "Hello", Map.of()));
    merchant.api().send("PUT", "/api/v1/journeys/" + journey, Map.of("name", "對照", "draft", json(flow.formatted(50)),
        "edition", 1));
    assertThat(merchant.api().post("/api/v1/journeys/" + journey + "/publish", Map.of()).status()).isEqualTo(200);
    IntStream.range(0, MANY).forEach(n -> tell("v" + n, "Hello", Map.of()));
    assertThat(IntStream.range(0, MANY).filter(n -> runs("v" + n).stream()
        .anyMatch(run -> run.path("heldOut").asBoolean())).count()).isBetween(1L, MANY - 1L);
  }

  private String arm(String journey, String visitor) {
    return path(journey, visitor).getFirst().substring(2);
  }

  private JsonNode result(String journey, String step) {
    return merchant.api().get("/api/v1/journeys/" + journey + "/results").json().path("items").valueStream()
        .filter(one -> step == null ? one.path("step").isNull() : one.path("step").asString("").equals(step))
        .findFirst().orElseThrow();
  }

  private static Map<String, Long> people(JsonNode result) {
    return result.path("arms").valueStream()
        .collect(Collectors.toMap(one -> one.path("name").asString(), one -> one.at("/arm/people").asLong()));
  }
}
