package io.parley.integration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.parley.timeline.Timeline;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Tells what Shopify said, by webhook or asked, to the timeline and the catalogue: the same facts as every other
/// shop's. Each version is told once and the newest stands, in whatever order they come.
@Component
class ShopifyTelling {
  private final Vouching vouching;
  private final Timeline timeline;
  private final Workspaces workspaces;

  ShopifyTelling(Vouching vouching, Timeline timeline, Workspaces workspaces) {
    this.vouching = vouching;
    this.timeline = timeline;
    this.workspaces = workspaces;
  }

  String order(ShopifyStore.Shop shop, JsonNode order, Instant at) {
    var read = body(shop).order(order);
    return state(vouching.orders(shop.workspace(), read.channel(), List.of(new Dated<>(read, at))));
  }

  String customer(ShopifyStore.Shop shop, JsonNode customer, Instant at) {
    var read = body(shop).customer(customer);
    return state(vouching.customers(shop.workspace(), List.of(new Dated<>(read.customer(), at)), read.verified()));
  }

  String product(ShopifyStore.Shop shop, JsonNode product, Instant at) {
    return state(vouching.products(shop.workspace(), List.of(new Dated<>(body(shop).product(product), at))));
  }

  String cart(ShopifyStore.Shop shop, JsonNode checkout, Instant at) {
    var cart = body(shop).cart(checkout, at);
    cart.ifPresent(call -> timeline.vouch(shop.workspace(), List.of(call)));
    return cart.isPresent() ? "taken" : "ignored";
  }

  /// How many of these orders were news.
  int orders(ShopifyStore.Shop shop, List<JsonNode> orders) {
    var byChannel = readable(orders, one -> body(shop).order(one)).stream()
        .collect(groupingBy(one -> one.what().channel(), TreeMap::new, toList()));
    return byChannel.entrySet().stream()
        .mapToInt(entry -> news(vouching.orders(shop.workspace(), entry.getKey(), entry.getValue()))).sum();
  }

  /// A page of history.
  void page(ShopifyStore.Shop shop, String kind, List<JsonNode> items) {
    switch (kind) {
      case "orders" -> orders(shop, items);
      case "customers" -> readable(items, one -> body(shop).customer(one)).forEach(one -> vouching.customers(
          shop.workspace(), List.of(new Dated<>(one.what().customer(), one.at())), one.what().verified()));
      default -> vouching.products(shop.workspace(), readable(items, one -> body(shop).product(one)));
    }
  }

  /// One that cannot be read is left out: it comes again when it changes, and must not hold up the others.
  private static <T> List<Dated<T>> readable(List<JsonNode> items, Function<JsonNode, T> read) {
    var some = new ArrayList<Dated<T>>();
    for (var item : items) {
      try {
        some.add(new Dated<>(read.apply(item), at(item)));
      } catch (RowReader.Bad unreadable) {
        continue;
      }
    }
    return some;
  }

  private static Instant at(JsonNode of) {
    var version = ShopifyBody.version(of);
    return version == null ? Instant.EPOCH : version;
  }

  private ShopifyBody body(ShopifyStore.Shop shop) {
    var workspace = workspaces.get(shop.workspace());
    return new ShopifyBody(shop.domain(), ShopifyBody.region(workspace.locale(), workspace.currency()));
  }

  private static int news(Map<String, Known.Before> before) {
    return (int) before.values().stream().filter(Known.Before::worthTelling).count();
  }

  private static String state(Map<String, Known.Before> before) {
    return before.values().stream().anyMatch(one -> one.news() == Known.News.STALE) ? "stale" : "taken";
  }
}
