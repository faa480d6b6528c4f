package io.parley.journey;

import io.parley.platform.Page;
import io.parley.workspace.Access;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/journey-recipes")
class RecipeApi {
  private final Recipes recipes;

  record JourneyRecipe(String key, String name, String about, JsonNode draft) {}

  RecipeApi(Recipes recipes) {
    this.recipes = recipes;
  }

  /// In the language of whoever asks.
  @GetMapping
  Page<JourneyRecipe> all(Access access, Locale locale) {
    return Page.all(recipes.all(locale).stream()
        .map(one -> new JourneyRecipe(one.key(), one.name(), one.about(), one.draft())).toList());
  }
}
