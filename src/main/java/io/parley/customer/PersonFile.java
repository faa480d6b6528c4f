package io.parley.customer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
  private static final List<String> FIRST =
      List.of("customer.customer", "customer.identity", "commerce.customer_order");
  private static final Map<String, String> TITLES = Map.ofEntries(
      Map.entry("customer.customer", "您是誰 · Who you are"),
      Map.entry("customer.identity", "認得您的方式 · What we know you by"),
      Map.entry("customer.link", "為什麼連在一起 · Why these belong together"),
      Map.entry("customer.customer_tag", "標籤 · Tags"),
      Map.entry("customer.consent", "您同意過的 · What you agreed to"),
      Map.entry("timeline.event", "發生過的事 · What happened"),
      Map.entry("commerce.cart", "購物車 · Cart"),
      Map.entry("commerce.customer_order", "訂單 · Orders"),
      Map.entry("conversation.conversation", "對話 · Conversations"),
      Map.entry("conversation.message", "訊息 · Messages"),
      Map.entry("conversation.entry_use", "怎麼加入好友 · How you came"),
      Map.entry("channel.contact", "通訊軟體上的您 · You at messengers"),
      Map.entry("channel.incoming", "收到的原始訊息 · What messengers sent us"),
      Map.entry("channel.outgoing", "送出的訊息 · What we sent"));

  private static final Map<String, String> HEADINGS = Map.ofEntries(
      Map.entry("at", "時間 · When"), Map.entry("received_at", "收到 · Received"), Map.entry("name", "名字 · Name"),
      Map.entry("kind", "種類 · Kind"), Map.entry("value", "內容 · Value"), Map.entry("content", "內容 · Content"),
      Map.entry("channel", "通路 · Channel"), Map.entry("source", "來源 · Source"),
      Map.entry("granted", "同意 · Agreed"), Map.entry("purpose", "用途 · Purpose"),
      Map.entry("wording", "當時的文字 · Words shown"), Map.entry("lines", "品項 · Items"),
      Map.entry("items", "品項 · Items"), Map.entry("state", "狀態 · State"), Map.entry("total", "總額 · Total"),
      Map.entry("number", "編號 · Number"), Map.entry("currency", "幣別 · Currency"),
      Map.entry("refunded", "退款 · Refunded"), Map.entry("placed_at", "下單 · Placed"),
      Map.entry("updated_at", "更新 · Changed"), Map.entry("title", "標題 · Title"), Map.entry("url", "網址 · Address"),
      Map.entry("traits", "資料 · Data"), Map.entry("evidence", "依據 · Evidence"),
      Map.entry("direction", "方向 · Direction"), Map.entry("email", "電郵 · E-mail"),
      Map.entry("phone", "電話 · Phone"), Map.entry("first_seen_at", "第一次 · First seen"),
      Map.entry("last_seen_at", "最近 · Last seen"), Map.entry("properties", "細節 · Details"));
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern INSTANT =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})T(\\d{2}:\\d{2}):\\d{2}(\\.\\d+)?(Z|\\+00:00)");

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
        <h1>我們保存的您的資料 · What we keep of you</h1>
        <p>時間是 UTC。編號在 data.json · Times are UTC. Ids are in data.json</p>
        """);
    var ordered = new LinkedHashMap<String, List<JsonNode>>();
    for (var first : FIRST) {
      var rows = data.get(first);
      if (rows != null) {
        ordered.put(first, rows);
      }
    }
    data.forEach(ordered::putIfAbsent);
    ordered.forEach((table, rows) -> page.append("<h2>").append(TITLES.getOrDefault(table, table)).append(" (")
        .append(rows.size()).append(")</h2><div>").append(table(rows)).append("</div>"));
    return page.append("</html>").toString();
  }

  private static String table(List<JsonNode> rows) {
    var columns = new LinkedHashSet<String>();
    rows.forEach(row -> row.properties().forEach(field -> columns.add(field.getKey())));
    columns.removeAll(OURS);
    columns.removeIf(column -> column.equals("id")
        || rows.stream().map(row -> row.path(column)).allMatch(PersonFile::saysNothing));
    var table = new StringBuilder("<table><tr>");
    columns.forEach(column -> table.append("<th>").append(escaped(HEADINGS.getOrDefault(column, column)))
        .append("</th>"));
    for (var row : rows) {
      table.append("</tr><tr>");
      columns.forEach(column -> table.append("<td>").append(cell(row.path(column))).append("</td>"));
    }
    return table.append("</tr></table>").toString();
  }

  /// An id tells her nothing; machines find it in the other file.
  private static boolean saysNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode() || value.isString() && ID.matcher(value.asString()).matches();
  }

  private static String cell(JsonNode value) {
    var text = words(value);
    return escaped(text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text)
        .replace("\n", "<br>");
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  private static String words(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(PersonFile::words).collect(Collectors.joining("\n"));
    }
    if (value.isObject()) {
      return value.properties().stream().filter(field -> !saysNothing(field.getValue()))
          .map(field -> field.getKey() + " " + words(field.getValue())).collect(Collectors.joining(", "));
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "是 · yes" : "否 · no";
    }
    return saysNothing(value) ? "" : INSTANT.matcher(value.asString()).replaceAll("$1 $2");
  }
}
