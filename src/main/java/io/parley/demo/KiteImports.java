package io.parley.demo;

import io.parley.platform.Clocks;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What Kite brought in from elsewhere, over the same doors as every merchant: its Shopee orders of last month, one of
/// which nobody can read, and the signed calls of its shop system, one of which came twice.
@Component
class KiteImports {
  private static final Logger LOG = LoggerFactory.getLogger(KiteImports.class);
  private static final String FILE = "蝦皮訂單.csv";
  private static final String HEADINGS =
      "訂單編號,訂單狀態,買家帳號,訂單成立日期,買家總支付金額,商品名稱,商品選項貨號,商品活動價格,數量,收件者電話,收件者姓名,蝦幣折抵";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Taipei"));
  private static final int ORDERS = 36;
  private static final int MEMBERS = 8;
  private static final int BROKEN = 21;
  private static final int MOST_LOOKS = 400;
  private static final Duration LOOK = Duration.ofMillis(150);

  private final Settings settings;
  private final Clocks clocks;
  private final JsonMapper json;
  private final List<KiteProduct> products;

  /// The doors of Parley, with the key of `demo.env`.
  private record Doors(HttpClient client, String key) {}

  KiteImports(Settings settings, Clocks clocks, JsonMapper json) {
    this.settings = settings;
    this.clocks = clocks;
    this.json = json;
    this.products = KiteProduct.all(json);
  }

  /// `history` tells who is a member, so that some of the orders are theirs.
  void bring(HttpClient client, List<ObjectNode> history) throws IOException, InterruptedException {
    var doors = new Doors(client, key());
    if (ask(doors, "GET", "/api/v1/imports", null).path("items").isEmpty()) {
      importOrders(doors, phones(history));
    }
    if (ask(doors, "GET", "/api/v1/webhooks", null).path("items").isEmpty()) {
      call(doors);
    }
  }

  private String key() throws IOException {
    var environment = new Properties();
    try (var file = Files.newBufferedReader(settings.data().resolve("demo.env"))) {
      environment.load(file);
    }
    return environment.getProperty("PARLEY_API_KEY");
  }

  private static List<String> phones(List<ObjectNode> history) {
    return history.stream().map(event -> event.path("traits").path("phone").asString(""))
        .filter(phone -> !phone.isEmpty()).distinct().limit(MEMBERS).toList();
  }

  private void importOrders(Doors doors, List<String> phones) throws IOException, InterruptedException {
    var file = orders(phones).getBytes(Charset.forName("Big5"));
    var name = URLEncoder.encode(FILE, StandardCharsets.UTF_8);
    var id = "/api/v1/imports/" + ask(doors, "POST", "/api/v1/imports?name=" + name, file).path("id").asString();
    var seen = ask(doors, "GET", id + "/preview", null);
    var form = json.createObjectNode();
    form.set("charset", seen.path("charset"));
    form.set("delimiter", seen.path("delimiter"));
    form.set("mapping", seen.path("guess"));
    ask(doors, "PUT", id + "/mapping", json.writeValueAsBytes(form));
    for (var looks = 0; looks < MOST_LOOKS; looks++) {
      if (ask(doors, "GET", id, null).path("state").asString().equals("checked")) {
        ask(doors, "POST", id + "/run", new byte[0]);
        return;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    LOG.warn("The demo's file {} was not checked within {} and is not imported", FILE, LOOK.multipliedBy(MOST_LOOKS));
  }

  private String orders(List<String> phones) {
    var file = new StringBuilder(HEADINGS).append('\n');
    var now = clocks.wall();
    for (var n = 0; n < ORDERS; n++) {
      var product = products.get(n * 7 % products.size());
      var pieces = 1 + n % 2;
      var made = "8869%08d".formatted(71_000_000 + n % 26 * 4_111);
      var phone = n == BROKEN ? "09123" : n < phones.size() ? phones.get(n) : made;
      file.append("2510%02dKT,完成,kt_buyer%02d,%s,%d,%s,%s,%d,%d,%s,%s,0\n".formatted(n, n,
          DAY.format(now.minus(Duration.ofHours(26L * (n + 4)))), product.price() * pieces, product.name(),
          product.id(), product.price(), pieces, phone.replace("+", ""), "林陳張吳許".charAt(n % 5) + "**"));
    }
    return file.toString();
  }

  private void call(Doors doors) throws IOException, InterruptedException {
    var name = json.writeValueAsBytes(json.createObjectNode().put("name", "官網"));
    var made = ask(doors, "POST", "/api/v1/webhooks", name);
    var to = made.path("url").asString().replace(settings.url(), "");
    var product = products.getFirst();
    var placed = clocks.wall().minus(Duration.ofHours(3));
    var order = json.createObjectNode().put("number", "KT-91001").put("placed_at", placed.toString())
        .put("total", product.price()).put("currency", "TWD");
    order.putObject("customer").put("member_number", "K-91001").put("phone", "0912345678");
    order.putArray("items").addObject().put("product_id", product.id()).put("name", product.name())
        .put("quantity", 1).put("price", product.price());
    var said = json.createObjectNode().put("type", "order.created").put("id", "kt-91001")
        .put("updated_at", placed.toString());
    said.set("order", order);
    var body = json.writeValueAsBytes(said);
    signed(doors, to, made.path("secret").asString(), body);
    signed(doors, to, made.path("secret").asString(), body);
  }

  private void signed(Doors doors, String to, String secret, byte[] body) throws IOException, InterruptedException {
    var stamp = Long.toString(clocks.wall().getEpochSecond());
    var text = (stamp + "." + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    var hex = HexFormat.of().formatHex(Secrets.hmac("HmacSHA256", secret.getBytes(StandardCharsets.UTF_8), text));
    send(doors, request(doors, to).header("Parley-Timestamp", stamp).header("Parley-Signature", "v1=" + hex)
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private JsonNode ask(Doors doors, String method, String path, byte @Nullable [] body)
      throws IOException, InterruptedException {
    var bytes = body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
    var kind = path.contains("?name=") ? "text/csv" : "application/json";
    return send(doors, request(doors, path).header("Content-Type", kind).method(method, bytes));
  }

  private HttpRequest.Builder request(Doors doors, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.port() + path))
        .header("Authorization", "Bearer " + doors.key).timeout(Duration.ofSeconds(30));
  }

  private JsonNode send(Doors doors, HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = doors.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("Parley answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
    return json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }
}
