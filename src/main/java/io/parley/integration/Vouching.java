package io.parley.integration;

import io.parley.commerce.Catalogue;
import io.parley.commerce.Product;
import io.parley.customer.IdentityKey;
import io.parley.integration.Known.Before;
import io.parley.integration.Known.Given;
import io.parley.platform.Clocks;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.NewCall;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tells the timeline what files and webhooks say, each thing once, with the running transaction. Orders, customers and
/// tags become facts, and what follows from them the fold works out; products go straight into the catalogue.
@Component
class Vouching {
  private final Known known;
  private final Timeline timeline;
  private final Catalogue catalogue;
  private final Clocks clocks;
  private final JsonMapper json;

  /// How much was new, and how much had changed since it was told last.
  record Count(int fresh, int changed) {
    static Count of(Map<String, Before> before) {
      return new Count(count(before, Known.News.FRESH), count(before, Known.News.CHANGED));
    }

    private static int count(Map<String, Before> before, Known.News news) {
      return (int) before.values().stream().filter(one -> one.news() == news).count();
    }
  }

  Vouching(Known known, Timeline timeline, Catalogue catalogue, Clocks clocks, JsonMapper json) {
    this.known = known;
    this.timeline = timeline;
    this.catalogue = catalogue;
    this.clocks = clocks;
    this.json = json;
  }

  /// Orders of one channel, as they stood then.
  Map<String, Before> orders(WorkspaceId workspace, String channel, List<Dated<ShopOrder>> orders) {
    var given = orders.stream().map(one -> new Given(one.what().number(), digest(one.what()), one.at(),
        refunded(one.what()), one.what().placedAt() != null)).toList();
    var before = known.tell(workspace, "order", channel, given);
    var calls = new ArrayList<NewCall>();
    for (var one : orders) {
      var order = one.what();
      var was = before.getOrDefault(order.number(), Before.NOTHING);
      if (was.worthTelling() || (!was.placed() && order.placedAt() != null)) {
        tell(order, was, one.at(), calls);
      }
    }
    timeline.vouch(workspace, calls);
    return before;
  }

  private static void tell(ShopOrder order, Before was, Instant version, List<NewCall> calls) {
    var placed = order.placedAt();
    if (placed != null && !was.placed()) {
      calls.add(NewCall.track("Order Completed", order.who(), placed, properties(order), traits(order)));
    } else if (was.news() == Known.News.CHANGED && !order.items().isEmpty()) {
      calls.add(NewCall.track("Order Updated", order.who(), version, properties(order), traits(order)));
    }
    if (was.news() == Known.News.STALE) {
      return;
    }
    var at = was.news() == Known.News.FRESH && placed != null ? placed : version;
    var back = order.amounts().refunded();
    if (order.state() == ShopOrder.State.CANCELLED) {
      calls.add(NewCall.track("Order Cancelled", order.who(), at, about(order), null));
    } else if (back != null && back.compareTo(was.refunded()) > 0) {
      calls.add(NewCall.track("Order Refunded", order.who(), at,
          about(order).put("total", back.subtract(was.refunded())), null));
    } else if (back == null && order.state() == ShopOrder.State.REFUNDED) {
      calls.add(NewCall.track("Order Refunded", order.who(), at, about(order), null));
    }
  }

  private static BigDecimal refunded(ShopOrder order) {
    var refunded = order.amounts().refunded();
    return refunded == null ? BigDecimal.ZERO : refunded;
  }

  private static ObjectNode about(ShopOrder order) {
    return JsonNodeFactory.instance.objectNode().put("order_id", order.number()).put("channel", order.channel());
  }

  private static ObjectNode properties(ShopOrder order) {
    var properties = about(order);
    properties.put("revenue", order.amounts().revenue()).put("total", order.amounts().total());
    var delivery = order.delivery();
    if (delivery != null) {
      properties.put("status", delivery.status()).put("pickup_store", delivery.store())
          .put("tracking_number", delivery.tracking());
    }
    if (order.amounts().currency() != null) {
      properties.put("currency", order.amounts().currency());
    }
    if (order.coupon() != null) {
      properties.put("coupon", order.coupon().code()).put("discount", order.coupon().discount());
    }
    var products = properties.putArray("products");
    for (var item : order.items()) {
      var product = products.addObject();
      product.put("product_id", item.productId()).put("name", item.name()).put("quantity", item.quantity());
      if (item.price() != null) {
        product.put("price", item.price());
      }
      if (item.imageUrl() != null) {
        product.put("image_url", item.imageUrl());
      }
    }
    return properties;
  }

  /// What is typed on an order may be of whoever gets the parcel: it does not tell of a member, of whom the shop knows.
  private static @Nullable ObjectNode traits(ShopOrder order) {
    var buyer = order.buyer();
    if (buyer.member() != null) {
      return null;
    }
    var traits = JsonNodeFactory.instance.objectNode();
    put(traits, "name", buyer.name());
    put(traits, "phone", buyer.phone());
    put(traits, "email", buyer.phone() == null ? buyer.email() : null);
    return traits;
  }

  private static void put(ObjectNode traits, String name, @Nullable String value) {
    if (value != null) {
      traits.put(name, value);
    }
  }

  /// `verified`: the shop has checked phone and e-mail, so they are hers and join what was ordered under them.
  Map<String, Before> customers(
      WorkspaceId workspace, List<Dated<Line.OfCustomer>> customers, boolean verified) {
    var given = customers.stream().map(one -> given(hidden(one.what()), one)).toList();
    var before = known.tell(workspace, "customer", "", given);
    var calls = new ArrayList<NewCall>();
    for (var dated : customers) {
      var one = dated.what();
      if (before.getOrDefault(hidden(one), Before.NOTHING).worthTelling()) {
        var traits = JsonNodeFactory.instance.objectNode();
        one.traits().forEach(traits::put);
        var who = who(one.person(), verified);
        if (one.joinedAt() != null) {
          calls.add(NewCall.track("Signed Up", who, one.joinedAt(), JsonNodeFactory.instance.objectNode(), null));
        }
        calls.add(tagged(NewCall.identify(who, dated.at(), traits), one.tags(), null));
      }
    }
    timeline.vouch(workspace, calls);
    return before;
  }

  Map<String, Before> tags(WorkspaceId workspace, List<Dated<Line.OfTag>> tags) {
    var given = tags.stream().map(one -> given(hidden(one.what()), one)).toList();
    var before = known.tell(workspace, "tag", "", given);
    var calls = new ArrayList<NewCall>();
    for (var dated : tags) {
      var one = dated.what();
      if (before.getOrDefault(hidden(one), Before.NOTHING).worthTelling()) {
        var call = NewCall.identify(who(one.person(), false), dated.at(), JsonNodeFactory.instance.objectNode());
        calls.add(tagged(call, one.tags(), one.since()));
      }
    }
    timeline.vouch(workspace, calls);
    return before;
  }

  private static NewCall tagged(NewCall call, List<String> tags, @Nullable Instant since) {
    if (!tags.isEmpty()) {
      var told = call.body().putObject(TagProjection.TOLD);
      var names = told.putArray("names");
      tags.forEach(names::add);
      if (since != null) {
        told.put("since", since.toString());
      }
    }
    return call;
  }

  private static List<IdentityKey> who(Line.Person person, boolean all) {
    var keys = new ArrayList<IdentityKey>();
    if (person.member() != null) {
      keys.add(IdentityKey.member(person.member()));
    }
    if (person.phone() != null) {
      keys.add(new IdentityKey("phone", person.phone()));
    }
    if (person.email() != null) {
      keys.add(new IdentityKey("email", person.email()));
    }
    return all ? keys : keys.subList(0, 1);
  }

  Map<String, Before> products(WorkspaceId workspace, List<Dated<Line.OfProduct>> products) {
    var once = new LinkedHashMap<String, Dated<Line.OfProduct>>();
    products.forEach(product -> once.put(product.what().id(), product));
    var given = once.values().stream().map(one -> given(one.what().id(), one)).toList();
    var before = known.tell(workspace, "product", "", given);
    var news = once.values().stream().map(Dated::what)
        .filter(one -> before.getOrDefault(one.id(), Before.NOTHING).worthTelling())
        .map(one -> new Product(one.id(), one.name(), one.price(), one.imageUrl(), one.url(), one.category(),
            one.salePrice(), one.availability()))
        .toList();
    if (!news.isEmpty()) {
      catalogue.put(workspace, news);
    }
    return before;
  }

  /// A key is kept for ever, so it must not say whose phone it is: somebody may ask to be forgotten.
  private static String hidden(Line line) {
    return Secrets.sha256(line.key());
  }

  private Given given(String key, Dated<? extends Line> what) {
    return new Given(key, digest(what.what()), what.at(), BigDecimal.ZERO, false);
  }

  private String digest(Object what) {
    return Secrets.sha256(json.writeValueAsString(what));
  }

  Instant now(WorkspaceId workspace) {
    return clocks.now(workspace);
  }
}
