package io.parley.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.support.Merchant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What people do by hand takes effect at once, while the fold is now close behind the log and now far: tags put on and
/// taken off, what rules put on taken off and allowed again, consents, attributes, merges and unmerges. However all
/// this falls among events, late ones and repeats, what is known in the end is what the log gives from scratch: the
/// tags of rules, too, that look at attributes, tags, identities, orders, carts and segments.
class RebuildPropertyTest extends AtShop {
  private static final int SHOPS = Integer.getInteger("rebuild.shops", 3);
  private static final int BURSTS = 20;
  private static final int MOST_IN_A_BURST = 8;
  private static final List<String> WHO = List.of("visitor:v1", "visitor:v2", "visitor:v3", "member:m1", "member:m2",
      "line:l1", "line:l2");
  private static final List<String> TAGS = List.of("常客", "團購", "常看特價");
  private static final Map<String, Map<String, ?>> STANDING = Map.of(
      "常客會員", all(Map.of("kind", "tagged", "tag", "常客"), Map.of("kind", "identified", "by", "member")),
      "不是團購", all(Map.of("kind", "tagged", "tag", "常客"),
          Map.of("kind", "not", "of", Map.of("kind", "tagged", "tag", "團購"))),
      "回購", Map.of("kind", "lifecycle", "stage", "repeat"),
      "車裡有", Map.of("kind", "cart", "measure", "items", "op", ">=", "value", 1),
      "跟著常看特價", Map.of("kind", "tagged", "tag", "常看特價"));
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  void howeverTheFoldLagsBehindWhatIsDoneByHandTheLogGivesTheSame() {
    var kinds = new TreeSet<String>();
    for (var seed = 1; seed <= SHOPS; seed++) {
      shop = Shop.open(parley);
      var deeds = new Deeds(new Random(seed));
      deeds.begin();
      for (var burst = 0; burst < BURSTS; burst++) {
        if (burst % 2 == 0) {
          deeds.some();
        } else {
          whileTheFoldIsHeld(deeds::some);
        }
        if (burst % 3 == 0) {
          shop.settle();
        }
      }
      shop.settle();
      var report = shop.merchant().api().post("/api/v1/rebuild", Map.of()).json();
      assertThat(report.path("differences")).as("%s of shop %d: %s", report, seed, deeds.done).isEmpty();
      deeds.done.forEach(deed -> kinds.add(deed.substring(0, deed.indexOf(' '))));
    }
    assertThat(kinds).as("what was not refused")
        .contains("tag", "untag", "allow", "consent", "attribute", "merge", "unmerge");
  }

  private static void whileTheFoldIsHeld(Runnable deeds) {
    var database = parley.get(Database.class);
    database.engine(() -> {
      database.sql().sql("select position from timeline.cursor for update").query(Long.class).list();
      deeds.run();
    });
  }

  /// `done` is what was not refused, in order.
  private final class Deeds {
    private final Random random;
    private final List<String> done = new ArrayList<>();

    Deeds(Random random) {
      this.random = random;
    }

    void begin() {
      for (var line : List.of("l1", "l2")) {
        var met = parley.get(Customers.class).ensure(shop.workspace(), new IdentityKey("line", line));
        parley.get(Database.class).tenant(shop.workspace(), () -> parley.get(Timeline.class).append(shop.workspace(),
            List.of(NewFact.about(met, FactKind.MESSAGE, "met " + line, START, Map.of("direction", "in")))));
      }
      call("PUT", "/attributes", Map.of("name", "city", "type", "text", "labelZh", "城市", "labelEn", "City"));
      rule("特價", "常看特價", Merchant.visited("/sale", 2, 1));
      Map<String, ?> taipei = Map.of("kind", "attribute", "name", "city", "op", "is", "value", "台北");
      var bought = Map.of("kind", "ordered", "measure", "count", "op", ">=", "value", 1);
      var segment = shop.merchant().api().post("/api/v1/segments", Map.of("name", "台北人", "condition", taipei)).json();
      STANDING.forEach((name, condition) -> rule(name, name, condition));
      rule("台北", "台北", taipei);
      rule("買過", "買過", bought);
      rule("沒買的台北人", "沒買的台北人", all(taipei, Map.of("kind", "not", "of", bought)));
      rule("看特價的台北人", "看特價的台北人", all(taipei, Merchant.visited("/sale", 2, 1)));
      rule("台北分眾", "台北分眾", Map.of("kind", "segment", "segment", segment.path("id").asString()));
      shop.merchant().awaitRules();
    }

    private void rule(String name, String tag, Map<String, ?> condition) {
      var rule = shop.merchant().api().post("/api/v1/rules", Map.of("name", name, "tag", tag, "condition", condition));
      assertThat(rule.status()).as(rule.body()).isLessThan(300);
      call("POST", "/rules/" + rule.json().path("id").asString() + "/live", Map.of());
    }

    void some() {
      for (var n = random.nextInt(MOST_IN_A_BURST) + 1; n > 0; n--) {
        var customer = shop.customer(key(pick(WHO)));
        if (customer == null || random.nextInt(2) == 0) {
          shop.send(event());
        } else {
          byHand("/customers/" + customer);
        }
      }
    }

    private void byHand(String customer) {
      switch (random.nextInt(11)) {
        case 0, 1 -> did("tag", "POST", customer + "/tags", Map.of("name", pick(TAGS)));
        case 2, 3 -> one(customer + "/tags").ifPresent(tag ->
            did("untag", "DELETE", customer + "/tags/" + tag, null));
        case 4 -> one(customer + "/tag-history").ifPresent(tag ->
            did("allow", "POST", customer + "/tags/" + tag + "/allow", Map.of()));
        case 5 -> did("consent", "POST", customer + "/consents",
            Map.of("purpose", "marketing", "channel", "sms", "granted", random.nextBoolean()));
        case 6 -> did("attribute", "PUT", customer + "/attributes",
            Map.of("attributes", Map.of("city", pick(List.of("台北", "高雄", "花蓮")))));
        case 7, 8 -> {
          var other = shop.customer(key(pick(WHO)));
          if (other != null) {
            did("merge", "POST", customer + "/merge", Map.of("with", other.toString()));
          }
        }
        default -> shop.merchant().api().get("/api/v1" + customer + "/links").json().path("items").valueStream()
            .filter(link -> !link.path("throughId").isNull()).findAny()
            .ifPresent(link -> did("unmerge", "POST", customer + "/unmerge", Map.of("identityId",
                link.path("identityId").asString(), "throughId", link.path("throughId").asString())));
      }
    }

    private Optional<String> one(String list) {
      return shop.merchant().api().get("/api/v1" + list).json().path("items").valueStream()
          .map(tag -> tag.path("id").asString()).sorted().findFirst();
    }

    private Map<?, ?> event() {
      var visitor = Shop.visitor("v" + (1 + random.nextInt(3)));
      var who = random.nextInt(4) == 0 ? Shop.both("m" + (1 + random.nextInt(2)), visitor.get("anonymousId")) : visitor;
      var event = new HashMap<String, Object>(switch (random.nextInt(6)) {
        case 0, 1 -> Shop.identify(who, Map.of("city", pick(List.of("台中", "台北")), "name", "name " + random.nextInt(5)));
        case 2 -> shopping(who);
        default -> Shop.page("https://shop.example/sale", who);
      });
      event.put("timestamp", START.plusSeconds(random.nextInt(200_000)).toString());
      event.put("messageId", "r" + random.nextInt(200));
      return event;
    }

    private Map<String, Object> shopping(Map<String, ?> who) {
      var event = new HashMap<String, Object>(Shop.track(pick(List.of("Product Added", "Product Removed",
          "Order Completed", "Order Cancelled")), who));
      event.put("properties", Map.of("order_id", "O" + random.nextInt(4), "total", 500, "product_id", "1", "price", 500,
          "quantity", 1));
      return event;
    }

    private void did(String what, String method, String path, Map<String, ?> body) {
      if (call(method, path, body) < 300) {
        done.add(what + " " + path + " " + body);
      }
    }

    private int call(String method, String path, Map<String, ?> body) {
      var answer = shop.merchant().api().send(method, "/api/v1" + path, body);
      assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isLessThan(500);
      return answer.status();
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  private static Map<String, ?> all(Map<String, ?> one, Map<String, ?> other) {
    return Map.of("kind", "all", "of", List.of(one, other));
  }

  private static IdentityKey key(String name) {
    var parts = name.split(":");
    return new IdentityKey(parts[0], parts[1]);
  }
}
