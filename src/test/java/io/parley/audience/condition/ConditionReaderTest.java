package io.parley.audience.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.parley.platform.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ConditionReaderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final com.networknt.schema.JsonSchema SCHEMA = JsonSchemaFactory
      .getInstance(SpecVersion.VersionFlag.V202012)
      .getSchema(new String(ConditionSchema.text(), StandardCharsets.UTF_8));

  @Test
  void whatIsWrittenIsReadBackAndTheSchemaAllowsIt() {
    var random = new Random(1);
    for (var n = 0; n < 2_000; n++) {
      var condition = Story.of(random, 1).condition();
      var text = JSON.writeValueAsString(condition);
      assertThat(ConditionReader.read(JSON.readTree(text))).isEqualTo(condition);
      assertThat(SCHEMA.validate(text, InputFormat.JSON)).as(text).isEmpty();
    }
  }

  /// Each word of random conditions is spoilt in turn: reader and schema say yes and no to the same.
  @Test
  void theReaderAndTheSchemaAgree() {
    var random = new Random(2);
    var refused = 0;
    for (var n = 0; n < 3_000; n++) {
      var tree = JSON.readTree(JSON.writeValueAsString(Story.of(random, 1).condition()));
      spoil(tree, random);
      var text = tree.toString();
      var allowed = SCHEMA.validate(text, InputFormat.JSON).isEmpty();
      assertThat(readable(tree)).as(text).isEqualTo(allowed);
      refused += allowed ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  private static boolean readable(JsonNode tree) {
    try {
      ConditionReader.read(tree);
      return true;
    } catch (Problem refused) {
      return false;
    }
  }

  private static void spoil(JsonNode tree, Random random) {
    var objects = new ArrayList<ObjectNode>();
    gather(tree, objects);
    var object = objects.get(random.nextInt(objects.size()));
    var names = List.copyOf(object.propertyNames());
    var name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.put("colour", 1);
      case 2 -> object.putNull(name);
      case 3 -> object.put(name, -1);
      case 4 -> object.put(name, "");
      case 5 -> object.put(name, "x".repeat(201));
      case 6 -> object.putArray(name);
      default -> object.put(name, 5_000);
    }
  }

  private static void gather(JsonNode node, List<ObjectNode> into) {
    if (node instanceof ObjectNode object) {
      into.add(object);
      object.forEach(child -> gather(child, into));
    } else if (node instanceof ArrayNode array) {
      array.forEach(child -> gather(child, into));
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"kind":"bought"} | kind
      {"kind":"all","of":[]} | The condition:
      {"kind":"all","of":[{"kind":"tagged","tag":"a"},{"kind":"did","event":{"name":"page","where":\
      [{"property":"url","op":"like","value":"x"}]},"measure":{"kind":"count","atLeast":1}}]} | of[1].event.where[0].op
      {"kind":"did","event":{"name":"page","where":[{"property":"p","op":">","value":"x"}]},"measure":\
      {"kind":"count","atLeast":1}} | event.where[0].value
      {"kind":"did","event":{"name":"page"},"measure":{"kind":"count","atLeast":0}} | measure
      {"kind":"did","event":{"name":"page"},"measure":{"kind":"count","atLeast":1},"within":{"amount":732,\
      "unit":"day"}} | within
      {"kind":"did","event":{"name":"page"},"measure":{"kind":"count","atLeast":1},"since":1} | since
      {"kind":"attribute","name":"city","op":"matches","value":"(a"} | value
      {"kind":"attribute","name":"city","op":"matches","value":"(a)\\\\1"} | value
      [] | The condition:
      """)
  void aMistakeIsToldWithItsPlace(String json, String place) {
    assertThatThrownBy(() -> ConditionReader.read(JSON.readTree(json))).isInstanceOfSatisfying(Problem.class, told -> {
      assertThat(told.code()).isEqualTo("condition");
      assertThat(told.sentence(Locale.ENGLISH)).contains(place);
      assertThat(told.sentence(Locale.TAIWAN)).startsWith("條件").isNotEqualTo(told.sentence(Locale.ENGLISH));
    });
  }

  @Test
  void tooDeepAndTooManyAreRefusedBeforeTheyCost() {
    var deep = "{\"kind\":\"not\",\"of\":".repeat(400) + "{\"kind\":\"tagged\",\"tag\":\"a\"}" + "}".repeat(400);
    assertThat(readable(JSON.readTree(deep))).isFalse();
    var wide = "{\"kind\":\"all\",\"of\":[" + "{\"kind\":\"tagged\",\"tag\":\"a\"},".repeat(15)
        + "{\"kind\":\"any\",\"of\":[" + "{\"kind\":\"tagged\",\"tag\":\"a\"},".repeat(15)
        + "{\"kind\":\"tagged\",\"tag\":\"a\"}]}]}";
    assertThat(readable(JSON.readTree(wide))).isFalse();
  }

  @Test
  void anExpressionThatWouldHangElsewhereTakesNoTime() {
    var value = tools.jackson.databind.node.StringNode.valueOf("(a+)+$");
    var text = tools.jackson.databind.node.StringNode.valueOf("a".repeat(1_999) + "b");
    var began = System.nanoTime();
    assertThat(Op.MATCHES.holds(List.of(text), value)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
  }
}
