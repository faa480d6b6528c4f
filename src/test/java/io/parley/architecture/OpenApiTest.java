package io.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.Call;
import io.parley.support.TestParley;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The console's types are generated from `web/api/openapi.json`; this keeps that file what the server really says.
class OpenApiTest {
  private static final Path SNAPSHOT = Path.of("web/api/openapi.json");

  @Test
  void theSnapshotIsWhatTheServerSays() throws IOException {
    var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    try (var parley = TestParley.shared()) {
      var said = (ObjectNode) Call.to(parley.url()).get("/api/openapi.json").json();
      said.remove("servers");
      var text = json.writeValueAsString(json.treeToValue(said, Object.class)) + "\n";
      var before = Files.exists(SNAPSHOT) ? Files.readString(SNAPSHOT) : "";
      if (!before.equals(text)) {
        Files.writeString(SNAPSHOT, text);
      }
      assertThat(before).as("%s was out of date and is now rewritten: commit it", SNAPSHOT).isEqualTo(text);
    }
  }
}
