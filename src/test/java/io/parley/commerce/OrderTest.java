package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.customer.IdentityId;
import io.parley.platform.Ids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OrderTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final IdentityId SHE = new IdentityId(Ids.next());
  private static final IdentityId OTHER = new IdentityId(Ids.next());
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void theFirstCompletionPlacesTheOrderAndAnotherChangesNothing() {
    var placed = heardOf().place(SHE, amounts("100"), List.of(), NOON);
    assertThat(placed.place(OTHER, amounts("999"), List.of(), later(1))).isEqualTo(placed);
  }

  @Test
  void aCancellationThatOvertakesTheOrderStillCancelsIt() {
    var order = heardOf().cancel(later(2)).place(SHE, amounts("100"), List.of(), later(1));
    assertThat(order.state()).isEqualTo(Order.State.CANCELLED);
    assertThat(order.placedAt()).isEqualTo(later(1));
  }

  @Test
  void partsPaidBackUntilNothingIsLeftRefundTheOrder() {
    var order = heardOf().place(SHE, amounts("100"), List.of(), NOON).refund(new BigDecimal("40"), later(1));
    assertThat(order.state()).isEqualTo(Order.State.PLACED);
    assertThat(order.refund(new BigDecimal("60"), later(2)).state()).isEqualTo(Order.State.REFUNDED);
    var whole = order.refund(null, later(2));
    assertThat(whole.state()).isEqualTo(Order.State.REFUNDED);
    assertThat(whole.amounts().refunded()).isEqualByComparingTo("100");
  }

  @Test
  void anOlderUpdateDoesNotUndoANewerOne() {
    var order = heardOf().place(SHE, amounts("100"), List.of(), NOON).update(amounts("80"), List.of(), later(5));
    assertThat(order.update(amounts("90"), List.of(), later(4)).amounts().total()).isEqualByComparingTo("80");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"order_id":1,"revenue":"25.00","total":30}                                    | 25 | 30
      {"order_id":1,"total":30,"shipping":3,"tax":2}                                 | 25 | 30
      {"order_id":1,"revenue":25,"shipping":3}                                       | 25 | 28
      {"order_id":1,"value":20}                                                      | 20 | 20
      {"order_id":1,"products":[{"product_id":"a","price":5,"quantity":3},{"sku":7,"price":"2.5"}]} | 17.5 | 17.5
      {"order_id":1,"revenue":"many","total":-4,"products":[{"product_id":"a"}]}     | 0  | 0
      {"order_id":1}                                                                 | 0  | 0
      """)
  void revenueFallsBackOnWhatTheShopDidTell(String properties, BigDecimal revenue, BigDecimal total) {
    var event = ShopEvents.read("Completed Order", JSON.readTree(properties), "web").orElseThrow();
    var told = ((ShopEvent.Completed) event).told();
    assertThat(told.revenue()).isEqualByComparingTo(revenue);
    assertThat(told.total()).isEqualByComparingTo(total);
  }

  @Test
  void namesOfTheFirstSpecAreTheSameEvents() {
    var product = JSON.readTree("{\"id\":\"tote\",\"name\":\"托特包\",\"quantity\":\"2\"}");
    for (var pair : List.of(List.of("Product Viewed", "Viewed Product"), List.of("Product Added", "Added Product"),
        List.of("Product Removed", "Removed Product"))) {
      assertThat(ShopEvents.read(pair.get(0), product, "web")).isPresent()
          .isEqualTo(ShopEvents.read(pair.get(1), product, "web"));
    }
  }

  @Test
  void brokenShopEventsMeanNothing() {
    for (var broken : List.of("{}", "{\"order_id\":\"\"}", "{\"order_id\":{}}", "{\"products\":7}", "[]")) {
      for (var name : List.of("Order Completed", "Order Refunded", "Product Added", "Product Viewed", "Page Liked")) {
        assertThat(ShopEvents.read(name, JSON.readTree(broken), "web")).as(name + broken).isEmpty();
      }
    }
  }

  private static Order heardOf() {
    return Order.heardOf(Ids.next(), new Order.Key("web", "1001"), SHE, "TWD", NOON);
  }

  private static Order.Amounts amounts(String total) {
    return new Order.Amounts(new BigDecimal(total), new BigDecimal(total), BigDecimal.ZERO, "TWD");
  }

  private static Instant later(int minutes) {
    return NOON.plusSeconds(60L * minutes);
  }
}
