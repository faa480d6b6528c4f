package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Shop events from the collectors to carts, orders and the catalogue.
class CommerceTest {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static TestParley parley;
  private Merchant merchant;
  private Instant now;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void open() {
    merchant = Merchant.found(parley);
    now = parley.get(Clocks.class).now(workspace());
  }

  @Test
  void anOrderToldTwiceCountsOnceWhoeverTellsIt() {
    var order = Map.of("order_id", "A-1", "revenue", 1000, "shipping", 80, "products", List.of(product("tote", 1000)));
    tell(track("Order Completed", "anonymousId", "v", 60, order), track("Order Completed", "userId", "U", 50, order));
    tell(track("Completed Order", "anonymousId", "v", 40, order));
    var orders = parley.get(Orders.class);
    var sums = orders.sums(workspace(), List.of(visitor("v"), member("U")));
    assertThat(sums).containsOnlyKeys(visitor("v"));
    assertThat(sums.get(visitor("v")).count()).isEqualTo(1);
    assertThat(sums.get(visitor("v")).total().amount()).isEqualByComparingTo("1080");
    var placed = orders.latest(workspace(), visitor("v"), 10).getFirst();
    assertThat(placed.number()).isEqualTo("A-1");
    assertThat(placed.placedAt()).isEqualTo(ago(60));
    assertThat(placed.lines()).extracting(Item::name).containsExactly("tote!");
  }

  @Test
  void updatesCancellationsAndRefundsChangeWhatIsSummed() {
    tell(track("Order Completed", "userId", "U", 60, Map.of("order_id", "1", "total", 100)),
        track("Order Completed", "userId", "U", 59, Map.of("order_id", "2", "total", 200)),
        track("Order Completed", "userId", "U", 58, Map.of("order_id", "3", "total", 300)));
    tell(track("Order Cancelled", "userId", "U", 50, Map.of("order_id", "1")),
        track("Order Refunded", "userId", "U", 49, Map.of("order_id", "2", "total", 50)),
        track("Order Updated", "userId", "U", 48, Map.of("order_id", "3", "total", 330)));
    var sum = parley.get(Orders.class).sums(workspace(), List.of(member("U"))).get(member("U"));
    assertThat(sum.count()).isEqualTo(2);
    assertThat(sum.total().amount()).isEqualByComparingTo("480");
    assertThat(parley.get(Orders.class).latest(workspace(), member("U"), 10)).extracting(Order::state)
        .containsExactlyInAnyOrder(Order.State.CANCELLED, Order.State.PLACED, Order.State.PLACED);
  }

  @Test
  void theCartOfAVisitorIsTheCustomersAndItsOrderUnderTheAccountEmptiesIt() {
    tell(track("Product Added", "anonymousId", "v", 90, product("tote", 1280)),
        track("Product Added", "anonymousId", "v", 80, product("cup", 480)),
        track("Product Added", "anonymousId", "v", 70, product("cup", 480)),
        track("Product Removed", "anonymousId", "v", 60, product("tote", 1280)));
    var cart = parley.get(Carts.class).of(workspace(), visitor("v")).orElseThrow();
    assertThat(cart.items()).extracting(Item::productId, Item::quantity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("cup", 2));
    assertThat(cart.total()).isEqualByComparingTo("960");
    var identified = track("Order Completed", "userId", "U", 10, Map.of("order_id", "9", "total", 960));
    identified.put("anonymousId", "v");
    tell(identified);
    assertThat(member("U")).isEqualTo(visitor("v"));
    assertThat(parley.get(Carts.class).of(workspace(), visitor("v"))).isEmpty();
  }

  @Test
  void anOrderOnAnotherDeviceEndsWhatWasInTheCartBeforeItOnceBothAreKnownToBeHers() {
    tell(track("Product Added", "anonymousId", "v", 90, product("tote", 1280)),
        track("Product Added", "anonymousId", "v", 80, product("cup", 480)),
        track("Order Completed", "anonymousId", "w", 60, Map.of("order_id", "7", "total", 960)),
        track("Product Added", "anonymousId", "v", 30, product("cup", 480)));
    var carts = parley.get(Carts.class);
    assertThat(carts.of(workspace(), visitor("v")).orElseThrow().items()).extracting(Item::quantity)
        .containsExactly(1, 2);
    var both = track("Signed In", "userId", "U", 20, Map.of());
    both.put("anonymousId", "v");
    var other = track("Signed In", "userId", "U", 10, Map.of());
    other.put("anonymousId", "w");
    tell(both, other);
    assertThat(visitor("w")).isEqualTo(visitor("v"));
    assertThat(carts.of(workspace(), visitor("v")).orElseThrow().items()).extracting(Item::productId, Item::quantity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("cup", 1));
    assertThat(carts.filled(workspace(), 10)).contains(java.util.Set.of(visitor("v")));
    tell(track("Order Completed", "anonymousId", "w", 5, Map.of("order_id", "8", "total", 480)));
    assertThat(carts.of(workspace(), visitor("v"))).isEmpty();
    assertThat(carts.filled(workspace(), 10)).contains(java.util.Set.of());
  }

  @Test
  void theSameOrderNumberOfAnotherMerchantIsAnotherOrder() {
    var order = Map.of("order_id", "A-1", "total", 100);
    tell(track("Order Completed", "userId", "U", 60, order));
    var first = workspace();
    var mine = member("U");
    open();
    tell(track("Order Completed", "userId", "U", 60, order));
    var orders = parley.get(Orders.class);
    assertThat(orders.sums(workspace(), List.of(member("U"), mine))).containsOnlyKeys(member("U"));
    assertThat(orders.sums(first, List.of(member("U"), mine))).containsOnlyKeys(mine);
    var database = parley.get(Database.class);
    assertThat(database.tenant(first, () -> database.sql().sql("select count(*) from commerce.customer_order")
        .query(Long.class).single())).isEqualTo(1);
  }

  @Test
  void aDayIsTheWorkspacesOwn() {
    var midnight = LocalDate.ofInstant(now, merchant.workspace().timeZone())
        .atStartOfDay(merchant.workspace().timeZone()).toInstant();
    tell(at(midnight, "1", 100), at(midnight.minusMillis(1), "2", 200),
        at(midnight.minus(Duration.ofDays(1)), "3", 30));
    var days = parley.get(Orders.class).days(workspace(), 3);
    assertThat(days).extracting(Orders.Day::orders).containsExactly(0, 2, 1);
    assertThat(days).extracting(day -> day.revenue().amount().intValue()).containsExactly(0, 230, 100);
    assertThat(parley.get(Orders.class).today(workspace()).revenue().amount()).isEqualByComparingTo("100");
  }

  @Test
  void pagesTeachTheCatalogueButNeverOverruleTheMerchant() {
    parley.get(Catalogue.class).put(workspace(), List.of(
        new Product("tote", "晴日帆布托特包", new BigDecimal("1280"), null, null, "bags")));
    tell(track("Product Viewed", "anonymousId", "v", 9, product("tote", 1)),
        track("Product Viewed", "anonymousId", "v", 8, product("cup", 480)));
    var found = merchant.api().get("/api/v1/products?query=cu").json().path("items");
    assertThat(found.size()).isEqualTo(1);
    assertThat(found.path(0).path("price").path("amount").asInt()).isEqualTo(480);
    assertThat(found.path(0).path("price").path("currency").asString()).isEqualTo("TWD");
    assertThat(merchant.api().get("/api/v1/products?query=%E6%89%98%E7%89%B9").json().path("items").path(0).path("id")
        .asString()).isEqualTo("tote");
    assertThat(merchant.api().get("/api/v1/products").json().path("items").size()).isEqualTo(2);
  }

  private Map<String, Object> at(Instant at, String number, int total) {
    var event = track("Order Completed", "userId", "U", 0, Map.of("order_id", number, "total", total));
    event.put("timestamp", at.toString());
    return event;
  }

  private static Map<String, Object> product(String id, int price) {
    return Map.of("product_id", id, "name", id + "!", "price", price);
  }

  private Map<String, Object> track(String name, String idKind, String id, int secondsAgo, Map<String, ?> properties) {
    var event = new HashMap<String, Object>(Map.of("type", "track", "event", name, "properties", properties));
    event.put("messageId", "track-" + MADE.incrementAndGet());
    event.put(idKind, id);
    event.put("timestamp", ago(secondsAgo).toString());
    return event;
  }

  @SafeVarargs
  private void tell(Map<String, Object>... events) {
    var answer = Call.to(parley.url()).post("/v1/batch",
        Map.of("writeKey", merchant.workspace().writeKey(), "batch", List.of(events)));
    assertThat(answer.status()).isEqualTo(200);
    Awaitility.await().pollInterval(Duration.ofMillis(20))
        .until(() -> parley.get(Timeline.class).ledger(workspace()).waiting() == 0);
  }

  private CustomerId visitor(String anonymousId) {
    return customer(IdentityKey.visitor(anonymousId));
  }

  private CustomerId member(String userId) {
    return customer(IdentityKey.member(userId));
  }

  private CustomerId customer(IdentityKey key) {
    var customers = parley.get(Customers.class);
    return customers.find(workspace(), key).flatMap(id -> customers.of(workspace(), id)).orElseThrow();
  }

  private WorkspaceId workspace() {
    return merchant.workspace().id();
  }

  private Instant ago(int seconds) {
    return now.minusSeconds(seconds);
  }
}
