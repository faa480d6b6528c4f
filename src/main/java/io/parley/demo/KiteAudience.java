package io.parley.demo;

import io.parley.audience.Rules;
import io.parley.audience.Segments;
import io.parley.audience.condition.ConditionReader;
import io.parley.customer.AttributeType;
import io.parley.customer.Attributes;
import io.parley.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The attributes, rules and segments that Kite's staff made, as `demo/audience.json` has them: conditions in the same
/// JSON as over the API.
@Component
class KiteAudience {
  private final Rules rules;
  private final Segments segments;
  private final Attributes attributes;
  private final JsonMapper json;

  KiteAudience(Rules rules, Segments segments, Attributes attributes, JsonMapper json) {
    this.rules = rules;
    this.segments = segments;
    this.attributes = attributes;
    this.json = json;
  }

  void gather(Workspace kite) {
    var told = told();
    told.path("attributes").forEach(one -> attributes.define(kite.id(), draft(one)));
    told.path("rules").forEach(rule -> {
      var condition = ConditionReader.read(rule.path("condition"));
      var drafted = rules.draft(kite.id(), new Rules.Draft(rule.path("name").asString(), rule.path("tag").asString(),
          condition, days(rule.path("expiresDays"))));
      rules.live(kite.id(), drafted.rule().id());
    });
    told.path("segments").forEach(segment -> segments.make(kite.id(), new Segments.Draft(
        segment.path("name").asString(), ConditionReader.read(segment.path("condition")))));
  }

  private static Attributes.Draft draft(JsonNode one) {
    return new Attributes.Draft(one.path("name").asString(),
        AttributeType.of(one.path("type").asString()).orElseThrow(), one.path("zh").asString(),
        one.path("en").asString(), one.path("choices").valueStream().map(JsonNode::asString).toList());
  }

  private static @Nullable Integer days(JsonNode days) {
    return days.isInt() ? days.intValue() : null;
  }

  private JsonNode told() {
    try (var file = new ClassPathResource("demo/audience.json").getInputStream()) {
      return json.readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
