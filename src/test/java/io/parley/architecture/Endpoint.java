package io.parley.architecture;

import io.parley.support.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// One operation of the API as OpenAPI lists it, and a body it accepts.
record Endpoint(String method, String path, List<String> queries, String body) {
  private static final Pattern HOLE = Pattern.compile("([a-z-]+)/\\{[^}]+}");
  private static final List<String> GARBAGE = List.of("null", "\"\\u0000\"", "\"\"", "[]", "{}", "[1]", "{\"a\":1}",
      "-1", "1e999", "99999999999999999999", "true", "\"" + "很".repeat(3_000) + "\"", "\"\\ud800\"");
  private static final List<String> BROKEN = List.of("", "{", "[]", "null", "\"x\"", "17", "{}", "{\"a\":", "\u0000",
      "[".repeat(3_000), "{\"" + "n".repeat(70_000) + "\":1}");

  /// Bodies that are accepted, so that what is refused is refused for the id and nothing else.
  private static final Map<String, String> BODIES = Map.ofEntries(
      Map.entry("POST /api/v1/session", "{\"email\":\"nobody@example.com\",\"password\":\"wrong\"}"),
      Map.entry("PATCH /api/v1/workspace", "{\"name\":\"商店\",\"consentMode\":\"notice\",\"sites\":[]}"),
      Map.entry("POST /api/v1/rules", rule()),
      Map.entry("PUT /api/v1/rules/{id}", rule()),
      Map.entry("POST /api/v1/rules/preview", "{\"condition\":" + condition() + "}"),
      Map.entry("POST /api/v1/segments", "{\"name\":\"分眾\",\"condition\":" + condition() + "}"),
      Map.entry("PUT /api/v1/segments/{id}", "{\"name\":\"分眾\",\"condition\":" + condition() + "}"),
      Map.entry("POST /api/v1/conditions/count", "{\"condition\":" + condition() + "}"),
      Map.entry("POST /api/v1/conditions/sample", "{\"condition\":" + condition() + "}"),
      Map.entry("POST /api/v1/conditions/backtest", "{\"condition\":" + condition() + "}"),
      Map.entry("POST /api/v1/connections", """
          {"kind":"line","name":"LINE","channelId":"1234567890","channelSecret":"0123456789abcdef0123456789abcdef",\
          "accessToken":"token"}"""),
      Map.entry("POST /api/v1/customers/bulk", """
          {"verb":"untag","tag":"沒有人有的","customers":["6f1c0c9e-7a39-4b52-9f49-0c6a3f1f2b11"],\
          "filter":{"query":"林","tags":[],"stage":"member","channel":"web"}}"""),
      Map.entry("POST /api/v1/customers/export", """
          {"customers":["6f1c0c9e-7a39-4b52-9f49-0c6a3f1f2b11"],"list":{"query":"林","tag":[],"stage":"member",\
          "channel":"web","sort":"spent","attribute":[]},"columns":["name","attribute:city"]}"""),
      Map.entry("POST /api/v1/customers/views", view()),
      Map.entry("PUT /api/v1/customers/views/{id}", view()),
      Map.entry("POST /api/v1/customers/{id}/tags", "{\"name\":\"常客\"}"),
      Map.entry("POST /api/v1/conversations/{id}/messages", """
          {"clientId":"6f1c0c9e-7a39-4b52-9f49-0c6a3f1f2b11","content":{"kind":"text","text":"您好"},\
          "voice":"service","note":false}"""),
      Map.entry("POST /api/v1/conversations/{id}/read", "{\"seq\":1}"));

  static List<Endpoint> all(JsonNode openapi) {
    var found = new ArrayList<Endpoint>();
    for (var path : openapi.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
        var queries = new ArrayList<String>();
        operation.getValue().path("parameters").forEach(parameter -> {
          if (parameter.path("in").asString().equals("query")) {
            queries.add(parameter.path("name").asString());
          }
        });
        var body = operation.getValue().has("requestBody")
            ? BODIES.getOrDefault(method + " " + path.getKey(), "{}") : null;
        found.add(new Endpoint(method, path.getKey(), queries, body));
      }
    }
    found.sort(Comparator.comparing((Endpoint each) -> each.method.equals("DELETE")).thenComparing(Endpoint::path));
    return found;
  }

  /// What stands before each id in the path: `customers`, `tags` …
  List<String> nouns() {
    return HOLE.matcher(path).results().map(hole -> hole.group(1)).toList();
  }

  /// The path with these ids in its holes.
  String with(List<String> ids) {
    var filled = path;
    for (var id : ids) {
      filled = filled.replaceFirst("\\{[^}]+}", java.util.regex.Matcher.quoteReplacement(id));
    }
    return filled;
  }

  /// Bodies nobody should send: broken ones, and the accepted one with a piece of garbage in each of its places.
  List<String> garbage() {
    var bodies = new ArrayList<>(BROKEN);
    if (body != null) {
      spoil(Call.JSON.readTree(body), "", bodies);
    }
    return bodies;
  }

  private void spoil(JsonNode node, String pointer, List<String> bodies) {
    var keys = new TreeSet<String>();
    node.properties().forEach(property -> keys.add(property.getKey()));
    for (var key : keys) {
      for (var piece : GARBAGE) {
        bodies.add(put(pointer, key, piece));
      }
      spoil(node.get(key), pointer + "/" + key, bodies);
    }
  }

  /// Written as text, because garbage need not be JSON that a tree can hold.
  private String put(String pointer, String key, String piece) {
    var copy = Call.JSON.readTree(body);
    ((tools.jackson.databind.node.ObjectNode) copy.at(pointer)).put(key, "HERE");
    return Call.JSON.writeValueAsString(copy).replace("\"HERE\"", piece);
  }

  private static String view() {
    return """
        {"name":"大客戶","shared":true,"definition":{"query":"林","tags":[],"stage":"repeat","channel":"web",\
        "sort":"spent","columns":["stage"]}}""";
  }

  private static String rule() {
    return "{\"name\":\"看過托特包\",\"tag\":\"托特包\",\"condition\":" + condition() + "}";
  }

  private static String condition() {
    return """
        {"kind":"did","event":{"name":"page","where":[{"property":"url","op":"contains","value":"/products/"}]},\
        "measure":{"kind":"count","atLeast":2},"within":{"amount":7,"unit":"day"}}""";
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
