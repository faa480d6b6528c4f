package io.parley.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What a person reads when she opens her own data.
class PersonFileTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ID = "01a20595-3eac-77e8-a50a-9353f1791b99";

  @Test
  void thePageSpeaksHerLanguageAndLeavesIdsToTheOtherFile() throws IOException {
    var order = JSON.readTree("""
        {"id": "%s", "identity_id": "%s", "number": "KT-1", "total": 1280, "placed_at": "2026-11-22T23:26:36.616+00:00",
         "lines": [{"name": "托特包 <b>", "quantity": 1}, {"name": "圍巾", "quantity": 2}], "refunded": false}
        """.formatted(ID, ID));
    var file = new PersonFile(JSON).zip(Map.of("commerce.customer_order", List.of(order)));
    try (var files = new ZipInputStream(new ByteArrayInputStream(file))) {
      files.getNextEntry();
      var page = new String(files.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(page).contains("<h2>訂單 · Orders (1)</h2>", "<th>總額 · Total</th>", "<td>2026-11-22 23:26</td>",
          "<td>name 托特包 &lt;b&gt;, quantity 1<br>name 圍巾, quantity 2</td>", "<td>否 · no</td>").doesNotContain(ID);
      files.getNextEntry();
      assertThat(new String(files.readAllBytes(), StandardCharsets.UTF_8)).contains(ID);
    }
  }
}
