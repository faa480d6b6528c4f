package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What each event of Segment's e-commerce spec changes: its 28 names, and the older ones.
class ShopEventsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Object> TOTE =
      Map.of("product_id", "tote", "name", "托特包", "price", 1280, "quantity", 2);

  @ParameterizedTest
  @CsvSource({"Product Viewed,Seen", "Product Clicked,Seen", "Viewed Product,Seen", "Product Added,Added",
      "Added Product,Added", "Wishlist Product Added to Cart,Added", "Product Removed,Removed",
      "Removed Product,Removed", "Cart Viewed,CartShown", "Checkout Started,CartShown", "Order Completed,Completed",
      "Completed Order,Completed", "Order Updated,Updated", "Order Cancelled,Cancelled", "Order Refunded,Refunded"})
  void whatChangesAProductACartOrAnOrder(String name, String kind) {
    var event = read(name, Map.of("product_id", "tote", "name", "托特包", "order_id", "A-1", "total", 5,
        "products", List.of(TOTE)));
    assertThat(event.orElseThrow().getClass().getSimpleName()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Products Searched", "Product List Viewed", "Viewed Product Category",
      "Product List Filtered", "Promotion Viewed", "Promotion Clicked", "Checkout Step Viewed",
      "Checkout Step Completed", "Payment Info Entered", "Coupon Entered", "Coupon Applied", "Coupon Removed",
      "Coupon Denied", "Product Added to Wishlist", "Product Removed from Wishlist", "Product Shared", "Cart Shared",
      "Product Reviewed", "Anything Else"})
  void whatIsKeptAsAnEventAndChangesNothing(String name) {
    assertThat(read(name, Map.of("product_id", "tote", "name", "托特包", "order_id", "A-1",
        "products", List.of(TOTE)))).isEmpty();
  }

  @Test
  void revenueIsWhatTheShopSaysOrFollowsFromTheRest() {
    assertThat(revenue(Map.of("revenue", 90, "total", 500, "value", 7))).isEqualByComparingTo("90");
    assertThat(revenue(Map.of("total", 500, "shipping", 80, "tax", 20, "value", 7))).isEqualByComparingTo("400");
    assertThat(revenue(Map.of("value", 7, "products", List.of(TOTE)))).isEqualByComparingTo("7");
    assertThat(revenue(Map.of("products", List.of(TOTE)))).isEqualByComparingTo("2560");
    assertThat(revenue(Map.of("revenue", "1,280.50"))).isEqualByComparingTo("1280.50");
    assertThat(revenue(Map.of("revenue", List.of(1), "total", -5, "value", "NT$5", "products", "none")))
        .isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-999999999", "1e999999999", "-1e-999999999", "NaN", "0x10"})
  void aNumberThatIsShortToWriteAndLongToRoundIsNotTold(String absurd) {
    assertTimeoutPreemptively(Duration.ofSeconds(30),
        () -> assertThat(revenue(Map.of("revenue", absurd, "value", 7))).isEqualByComparingTo("7"));
  }

  @Test
  void fieldsOfTheWrongTypeCountAsNotTold() {
    assertThat(read("Product Viewed", Map.of("product_id", List.of(1), "name", "x"))).isEmpty();
    assertThat(read("Order Completed", Map.of("order_id", Map.of("a", 1), "total", 5))).isEmpty();
    assertThat(read("Cart Viewed", Map.of("products", "none"))).isEmpty();
    var added = (ShopEvent.Added) read("Product Added", Map.of("product_id", 5, "price", "much",
        "quantity", "-3", "name", List.of())).orElseThrow();
    assertThat(added.item()).isEqualTo(new Item("5", "5", 1, null, null));
  }

  @Test
  void aRefundOfProductsIsWorthWhatTheOrderAskedForThem() {
    var she = new io.parley.customer.IdentityId(java.util.UUID.randomUUID());
    var completed = (ShopEvent.Completed) read("Order Completed", Map.of("order_id", "A-1", "total", 2560,
        "products", List.of(TOTE))).orElseThrow();
    var refunded = (ShopEvent.Refunded) read("Order Refunded", Map.of("order_id", "A-1",
        "products", List.of(Map.of("product_id", "tote", "quantity", 1)))).orElseThrow();
    var order = Order.heardOf(java.util.UUID.randomUUID(), completed.key(), she, "TWD", Instant.EPOCH)
        .place(she, new Order.Amounts(completed.told().revenue(), completed.told().total(), BigDecimal.ZERO, "TWD"),
            completed.items(), Instant.EPOCH);
    assertThat(refunded.amount()).isNull();
    assertThat(order.refund(order.worth(refunded.items()), Instant.EPOCH).amounts().refunded())
        .isEqualByComparingTo("1280");
    var all = (ShopEvent.Refunded) read("Order Refunded", Map.of("order_id", "A-1")).orElseThrow();
    assertThat(all.items()).isEmpty();
    assertThat(order.refund(all.amount(), Instant.EPOCH).state()).isEqualTo(Order.State.REFUNDED);
  }

  private static BigDecimal revenue(Map<String, ?> told) {
    var order = new java.util.HashMap<String, Object>(told);
    order.put("order_id", "A-1");
    return ((ShopEvent.Completed) read("Order Completed", order).orElseThrow()).told().revenue();
  }

  private static Optional<ShopEvent> read(String name, Map<String, ?> properties) {
    return ShopEvents.read(name, JSON.valueToTree(properties), Order.Key.WEB);
  }
}
