package io.parley.audience.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTest {

  @Test
  void lettersOfEitherCaseAndEncodedCharactersAreTheSame() {
    assertThat(meets("https://Shop.example/Products/TOTE", "/products/tote")).isTrue();
    assertThat(meets("https://shop.example/%E5%8C%85%E8%A2%8B/1", "/包袋/")).isTrue();
    assertThat(meets("https://shop.example/包袋/1", "%E5%8C%85%E8%A2%8B")).isTrue();
    assertThat(meets("https://shop.example/100%25/%zz/%E5%8", "/100%/%zz/")).isTrue();
  }

  @Test
  void theQueryCountsAndAPlaceInsideThePageDoesNot() {
    assertThat(meets("https://shop.example/item?id=42&utm_source=line", "?id=42")).isTrue();
    assertThat(meets("https://shop.example/item#reviews", "reviews")).isFalse();
    assertThat(meets("https://shop.example/#/products/tote", "/products/tote")).isTrue();
    assertThat(meets("https://shop.example/#!/products/tote", "/products/tote")).isTrue();
    assertThat(meets("https://shop.example/item", "https://shop.example/item#reviews")).isTrue();
  }

  @Test
  void needlesFindWhatAPlainSearchFinds() {
    var random = new Random(7);
    for (var round = 0; round < 500; round++) {
      var parts = new ArrayList<String>();
      for (var n = 0; n < 1 + random.nextInt(20); n++) {
        parts.add(text(random, 1 + random.nextInt(5)));
      }
      var needles = new Needles(parts);
      for (var n = 0; n < 20; n++) {
        var address = text(random, random.nextInt(30));
        assertThat(needles.in(address)).as("%s in %s", parts, address).isEqualTo(plain(parts, address));
      }
    }
  }

  private static BitSet plain(List<String> parts, String address) {
    var hits = new BitSet();
    for (var n = 0; n < parts.size(); n++) {
      hits.set(n, address.contains(parts.get(n)));
    }
    return hits;
  }

  private static boolean meets(String address, String contains) {
    return !new Needles(List.of(Address.part(contains))).in(Address.normal(address)).isEmpty();
  }

  private static String text(Random random, int length) {
    var text = new StringBuilder();
    for (var n = 0; n < length; n++) {
      text.append("ab包/".charAt(random.nextInt(4)));
    }
    return text.toString();
  }
}
