package io.parley.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A product as `demo/products.json` has it; the shop is built from the same file.
record KiteProduct(String id, String name, String nameEn, String category, int price, String description) {

  static List<KiteProduct> all(JsonMapper json) {
    try (var file = new ClassPathResource("demo/products.json").getInputStream()) {
      return json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()
          .readValue(file, new TypeReference<>() {});
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String path() {
    return "/shop/products/" + id;
  }
}
