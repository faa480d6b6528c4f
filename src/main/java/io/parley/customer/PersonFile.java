package io.parley.customer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a person as a file she can open: a page in both languages, and the same as JSON for machines.
@Component
class PersonFile {
  private static final int LONGEST_CELL = 600;
  private static final Set<String> OURS = Set.of("workspace_id", "position", "home", "parted", "search", "version",
      "claimed_by", "claimed_until", "attempts", "due_at", "last_seen_hour");
  private static final Map<String, String> TITLES = Map.ofEntries(
      Map.entry("customer.customer", "你是誰 · Who you are"),
      Map.entry("customer.identity", "認得你的方式 · What we know you by"),
      Map.entry("customer.link", "為什麼連在一起 · Why these belong together"),
      Map.entry("customer.customer_tag", "標籤 · Tags"),
      Map.entry("customer.consent", "你同意過的 · What you agreed to"),
      Map.entry("timeline.event", "發生過的事 · What happened"),
      Map.entry("commerce.cart", "購物車 · Cart"),
      Map.entry("commerce.customer_order", "訂單 · Orders"),
      Map.entry("conversation.conversation", "對話 · Conversations"),
      Map.entry("conversation.message", "訊息 · Messages"),
      Map.entry("channel.contact", "通訊軟體上的你 · You at messengers"),
      Map.entry("channel.incoming", "收到的原始訊息 · What messengers sent us"),
      Map.entry("channel.outgoing", "送出的訊息 · What we sent"));

  private final JsonMapper json;

  PersonFile(JsonMapper json) {
    this.json = json;
  }

  byte[] zip(Map<String, List<JsonNode>> data) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry("index.html"));
      zip.write(page(data).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("data.json"));
      zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(data));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String page(Map<String, List<JsonNode>> data) {
    var page = new StringBuilder("""
        <!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>我的資料 · My data</title>
        <meta name="viewport" content="width=device-width, initial-scale=1"><style>
        :root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans TC", sans-serif }
        body { margin: 24px; } table { border-collapse: collapse; font-size: 14px }
        td, th { border: 1px solid; padding: 4px 8px; text-align: left; vertical-align: top; max-width: 30rem;
        overflow-wrap: anywhere } div { overflow-x: auto }</style>
        <h1>我們保存的你的資料 · What we keep of you</h1>
        """);
    data.forEach((table, rows) -> page.append("<h2>").append(TITLES.getOrDefault(table, table)).append(" (")
        .append(rows.size()).append(")</h2><div>").append(table(rows)).append("</div>"));
    return page.append("</html>").toString();
  }

  private static String table(List<JsonNode> rows) {
    var columns = new LinkedHashSet<String>();
    rows.forEach(row -> row.properties().forEach(field -> columns.add(field.getKey())));
    columns.removeAll(OURS);
    columns.removeIf(column -> rows.stream().allMatch(row -> row.path(column).isNull()));
    var table = new StringBuilder("<table><tr>");
    columns.forEach(column -> table.append("<th>").append(HtmlUtils.htmlEscape(column)).append("</th>"));
    for (var row : rows) {
      table.append("</tr><tr>");
      columns.forEach(column -> table.append("<td>").append(cell(row.path(column))).append("</td>"));
    }
    return table.append("</tr></table>").toString();
  }

  private static String cell(JsonNode value) {
    var text = value.isNull() || value.isMissingNode() ? "" : value.isValueNode() ? value.asString() : value.toString();
    return HtmlUtils.htmlEscape(text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text);
  }
}
