package io.parley.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/// Journeys that are drawn already, in both languages. Only those whose triggers there are.
@Component
class Recipes {
  private final JsonNode all;

  /// @param key what it is known by, whatever its language
  record Recipe(String key, String name, String about, JsonNode draft) {}

  Recipes(JsonMapper json) {
    try (var in = Recipes.class.getResourceAsStream("/journey/recipes.json")) {
      if (in == null) {
        throw new IllegalStateException("The recipes are missing");
      }
      this.all = json.readTree(in.readAllBytes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  List<Recipe> all(Locale locale) {
    var language = locale.getLanguage().equals("en") ? "en" : "zh";
    return all.valueStream().map(one -> recipe(said(one, language))).toList();
  }

  Optional<Recipe> get(String key, Locale locale) {
    return all(locale).stream().filter(one -> one.key.equals(key)).findFirst();
  }

  private static Recipe recipe(JsonNode told) {
    return new Recipe(told.path("key").asString(), told.path("name").asString(), told.path("about").asString(),
        told.path("draft"));
  }

  /// Wherever two languages stand, the one that is read.
  private static JsonNode said(JsonNode node, String language) {
    if (node.isObject() && node.size() == 2 && node.has("zh") && node.has("en")) {
      return StringNode.valueOf(node.path(language).asString());
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(one -> object.set(one.getKey(), said(one.getValue(), language)));
      return object;
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> array.add(said(one, language)));
      return array;
    }
    return node;
  }
}
