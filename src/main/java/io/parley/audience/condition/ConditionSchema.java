package io.parley.audience.condition;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the JSON of a condition may say (JSON Schema 2020-12). Kept by hand; a test holds it against the reader.
@RestController
@RequestMapping("/api/v1/schemas")
class ConditionSchema {
  private final JsonNode schema;

  ConditionSchema(JsonMapper json) {
    this.schema = json.readTree(text());
  }

  @GetMapping(path = "/condition", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode condition() {
    return schema;
  }

  static byte[] text() {
    try (var in = ConditionSchema.class.getResourceAsStream("condition.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("The schema of conditions is missing");
      }
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
