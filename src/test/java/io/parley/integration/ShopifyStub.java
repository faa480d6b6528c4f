package io.parley.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A Shopify shop's Admin API, as strict as the documented one: the token, the version in the path, at most 250 a page,
/// no filter beside `page_info`, 40 requests and then 429, webhooks of topics that exist, once an address.
final class ShopifyStub implements AutoCloseable {
  static final String TOKEN = "shpat_0123456789abcdef";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> TOPICS = List.of("orders/create", "orders/updated", "orders/cancelled",
      "customers/create", "customers/update", "products/create", "products/update", "checkouts/create",
      "checkouts/update", "app/uninstalled");

  final Map<String, List<ObjectNode>> things = new TreeMap<>();
  final List<String> heard = new CopyOnWriteArrayList<>();
  final List<String> wrong = new CopyOnWriteArrayList<>();
  volatile boolean silent;
  volatile int slow;
  private final int pageOf;
  private final HttpServer server;

  ShopifyStub(int pageOf) {
    this.pageOf = pageOf;
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  ObjectNode add(String kind, String json) {
    var thing = (ObjectNode) JSON.readTree(json);
    things.computeIfAbsent(kind, k -> new CopyOnWriteArrayList<>()).add(thing);
    return thing;
  }

  private void answer(HttpExchange call) throws IOException {
    var path = call.getRequestURI().getPath();
    var root = "/admin/api/2026-04/";
    if (silent) {
      reply(call, 503, "{}");
    } else if (!TOKEN.equals(call.getRequestHeaders().getFirst("X-Shopify-Access-Token"))) {
      reply(call, 401, "{\"errors\":\"[API] Invalid API key or access token\"}");
    } else if (!path.startsWith(root) || !path.endsWith(".json")) {
      wrong.add("no such path: " + path);
      reply(call, 404, "{\"errors\":\"Not Found\"}");
    } else if (slow > 0) {
      slow--;
      call.getResponseHeaders().set("Retry-After", "0.2");
      reply(call, 429, "{\"errors\":\"Exceeded 40 calls per second\"}");
    } else {
      route(call, path.substring(root.length(), path.length() - ".json".length()), query(call));
    }
  }

  private void route(HttpExchange call, String what, Map<String, String> query) throws IOException {
    if (what.equals("shop")) {
      reply(call, 200, "{\"shop\":{\"name\":\"Kite\"}}");
    } else if (what.equals("webhooks")) {
      listen(call, JSON.readTree(call.getRequestBody().readAllBytes()).path("webhook"));
    } else if (what.endsWith("/count")) {
      reply(call, 200, "{\"count\":" + of(what.substring(0, what.indexOf('/'))).size() + "}");
    } else {
      list(call, what, query);
    }
  }

  private void listen(HttpExchange call, JsonNode wanted) throws IOException {
    var one = wanted.path("topic").asString() + " " + wanted.path("address").asString();
    var known = TOPICS.contains(wanted.path("topic").asString()) && wanted.path("format").asString().equals("json");
    if (!known) {
      wrong.add("no such webhook: " + wanted);
    }
    if (!known || heard.contains(one)) {
      reply(call, 422, "{\"errors\":{\"address\":[\"for this topic has already been taken\"]}}");
    } else {
      heard.add(one);
      reply(call, 201, "{}");
    }
  }

  private void list(HttpExchange call, String kind, Map<String, String> query) throws IOException {
    var info = query.get("page_info");
    var others = new ArrayList<>(query.keySet());
    others.removeAll(List.of("limit", "page_info"));
    if (Integer.parseInt(query.getOrDefault("limit", "50")) > 250 || info != null && !others.isEmpty()) {
      wrong.add(kind + " " + query);
      reply(call, 400, "{\"errors\":\"page_info and filters exclude each other\"}");
      return;
    }
    var since = info == null ? query.get("updated_at_min") : info.split(" ")[1].equals("-") ? null : info.split(" ")[1];
    var from = info == null ? 0 : Integer.parseInt(info.split(" ")[0]);
    var found = of(kind).stream()
        .filter(one -> since == null || !java.time.OffsetDateTime.parse(one.path("updated_at").asString()).toInstant()
            .isBefore(java.time.Instant.parse(since)))
        .toList();
    var to = Math.min(found.size(), from + pageOf);
    if (to < found.size()) {
      call.getResponseHeaders().set("Link", "<" + base() + call.getRequestURI().getPath() + "?limit=250&page_info="
          + java.net.URLEncoder.encode(to + " " + (since == null ? "-" : since), StandardCharsets.UTF_8)
          + ">; rel=\"next\"");
    }
    var answer = JSON.createObjectNode();
    answer.putArray(kind).addAll(found.subList(Math.min(from, found.size()), to));
    reply(call, 200, answer.toString());
  }

  private List<ObjectNode> of(String kind) {
    return things.getOrDefault(kind, List.of());
  }

  private static Map<String, String> query(HttpExchange call) {
    var raw = call.getRequestURI().getRawQuery();
    return raw == null ? new HashMap<>() : Arrays.stream(raw.split("&")).map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void reply(HttpExchange call, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(status, bytes.length);
    try (var out = call.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
