package io.parley.demo;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tells a file of shop events as a shop would: a view is a page and a product seen, a cart line a product added, the
/// purchases of one session one order, told at the last of them. The file is read twice and never held whole.
final class ReplayFile {
  private final Path file;
  private final JsonMapper json;
  private final Map<String, List<ShopLine>> purchases = new HashMap<>();
  private long lines;
  private long unreadable;

  /// An event, and the line it was made of.
  record Event(ShopLine line, ObjectNode body) {}

  ReplayFile(Path file, JsonMapper json) {
    this.file = file;
    this.json = json;
    var told = new HashSet<String>();
    each(line -> {
      if (line.kind() == ShopLine.Kind.PURCHASE && told.add(line.hash())) {
        purchases.computeIfAbsent(line.session(), session -> new ArrayList<>()).add(line);
      }
    });
  }

  long lines() {
    return lines;
  }

  long unreadable() {
    return unreadable;
  }

  /// All events, in the order of the file.
  void events(Consumer<Event> taker) {
    each(line -> {
      switch (line.kind()) {
        case VIEW -> {
          taker.accept(new Event(line, page(line)));
          taker.accept(new Event(line, track(line, "v", "Product Viewed", product(line))));
        }
        case CART -> taker.accept(new Event(line, track(line, "c", "Product Added", product(line).put("quantity", 1))));
        case PURCHASE -> {
          var together = purchases.getOrDefault(line.session(), List.of());
          if (together.getLast().hash().equals(line.hash())) {
            taker.accept(new Event(line, track(line, "o", "Order Completed", order(line.session(), together))));
          }
        }
      }
    });
  }

  private void each(Consumer<ShopLine> taker) {
    lines = 0;
    unreadable = 0;
    try (var reader = open()) {
      for (var text = reader.readLine(); text != null; text = reader.readLine()) {
        if (!text.isBlank() && !text.startsWith("event_time,")) {
          lines++;
          ShopLine.read(text).ifPresentOrElse(taker, () -> unreadable++);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The file " + file + " cannot be read", failure);
    }
  }

  private BufferedReader open() throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(2);
    var zipped = bytes.read() == 0x1F && bytes.read() == 0x8B;
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(zipped ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
  }

  private ObjectNode page(ShopLine line) {
    var page = event(line, "p", "page");
    page.putObject("properties").put("url", url(line)).put("title", name(line));
    return page;
  }

  private ObjectNode track(ShopLine line, String suffix, String name, ObjectNode properties) {
    var track = event(line, suffix, "track").put("event", name);
    track.set("properties", properties);
    return track;
  }

  private ObjectNode event(ShopLine line, String suffix, String type) {
    return json.createObjectNode().put("type", type).put("messageId", line.hash() + suffix)
        .put("userId", line.user()).put("anonymousId", line.session()).put("timestamp", line.at().toString());
  }

  private ObjectNode product(ShopLine line) {
    return json.createObjectNode().put("product_id", line.product()).put("name", name(line))
        .put("category", line.category()).put("brand", line.brand()).put("price", line.price()).put("url", url(line));
  }

  private ObjectNode order(String session, List<ShopLine> together) {
    var order = json.createObjectNode().put("order_id", session);
    var products = order.putArray("products");
    together.forEach(line -> products.add(product(line).put("quantity", 1)));
    return order;
  }

  private static String url(ShopLine line) {
    return "https://shop/products/" + line.product();
  }

  private static String name(ShopLine line) {
    var kind = line.category().substring(line.category().lastIndexOf('.') + 1);
    var name = (line.brand() + " " + kind).strip();
    return name.isEmpty() ? line.product() : name;
  }
}
