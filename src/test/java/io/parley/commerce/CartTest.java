package io.parley.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");

  @Test
  void moreOfTheSameProductIsOneLine() {
    var cart = Cart.NONE.add(item("tote", 1, "1280"), NOON).add(item("cup", 2, "480.5"), later(1))
        .add(item("tote", 2, "1280"), later(2));
    assertThat(cart.items()).extracting(Item::productId).containsExactly("tote", "cup");
    assertThat(cart.items().getFirst().quantity()).isEqualTo(3);
    assertThat(cart.total()).isEqualByComparingTo("4801");
  }

  @Test
  void removingTakesPiecesOrTheWholeLine() {
    var cart = Cart.NONE.add(item("tote", 3, "10"), NOON);
    assertThat(cart.remove("tote", null, 1, later(1)).items().getFirst().quantity()).isEqualTo(2);
    assertThat(cart.remove("tote", null, 3, later(1)).items()).isEmpty();
    assertThat(cart.remove("tote", null, null, later(1)).items()).isEmpty();
    assertThat(cart.remove("cup", null, null, later(1))).isEqualTo(cart);
  }

  @Test
  void whatTheShopShowsIsWhatLiesInTheCart() {
    var cart = Cart.NONE.add(item("tote", 1, "10"), NOON).show(List.of(item("cup", 4, "5")), later(1));
    assertThat(cart.items()).containsExactly(item("cup", 4, "5"));
    assertThat(cart.show(List.of(), NOON)).isEqualTo(cart);
  }

  @Test
  void whatComesAfterTheOrderButHappenedBeforeItLeavesNoGhost() {
    var ordered = Cart.NONE.add(item("tote", 1, "10"), NOON).empty(later(5));
    assertThat(ordered.items()).isEmpty();
    assertThat(ordered.add(item("cup", 1, "5"), later(4)).items()).isEmpty();
    assertThat(ordered.add(item("cup", 1, "5"), later(6)).items()).hasSize(1);
  }

  @Test
  void anOrderThatComesLateDoesNotEmptyWhatWasAddedSince() {
    var cart = Cart.NONE.add(item("cup", 1, "5"), later(6)).empty(later(5));
    assertThat(cart.items()).hasSize(1);
  }

  @Test
  void anOrderThatComesLateTakesWhatWasAddedBeforeIt() {
    var cart = Cart.NONE.add(item("tote", 1, "10"), NOON).add(item("cup", 1, "5"), later(6)).empty(later(5));
    assertThat(cart.items()).containsExactly(item("cup", 1, "5"));
  }

  @Test
  void piecesAddedBeforeAnOrderAreGoneAndThoseAfterItStay() {
    var cart = Cart.NONE.add(item("cup", 3, "5"), NOON).add(item("cup", 2, "5"), later(6));
    assertThat(cart.since(later(5)).items()).containsExactly(item("cup", 2, "5"));
    assertThat(cart.remove("cup", null, 1, later(7)).since(later(5)).items()).containsExactly(item("cup", 1, "5"));
    assertThat(cart.remove("cup", null, 1, later(7)).items()).containsExactly(item("cup", 4, "5"));
  }

  @Test
  void addingTheSameAgainAndAgainStaysShortAndLosesNothing() {
    var cart = Cart.NONE;
    for (var n = 0; n < 100; n++) {
      cart = cart.add(item("cup", 1, "5"), later(n));
    }
    assertThat(cart.lines()).hasSizeLessThan(30);
    assertThat(cart.items()).containsExactly(item("cup", 100, "5"));
  }

  @Test
  void aLineWithoutAPictureHasTheCataloguesAndOneWithItsOwnKeepsIt() {
    var own = new Item("b", "cup", 1, null, "https://shop.example/own.png");
    var cart = Cart.NONE.add(item("a", 1, "10"), NOON).add(own, NOON);
    var pictured = cart.pictured(java.util.Map.of("a", product("a"), "b", product("b")));
    assertThat(pictured.items()).extracting(Item::imageUrl)
        .containsExactly("https://shop.example/a.png", "https://shop.example/own.png");
  }

  private static Product product(String id) {
    return new Product(id, id, null, "https://shop.example/" + id + ".png", null, null);
  }

  private static Item item(String id, int quantity, String price) {
    return new Item(id, id, quantity, new BigDecimal(price), null);
  }

  private static Instant later(int minutes) {
    return NOON.plusSeconds(60L * minutes);
  }
}
