package io.parley.audience;

import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class VocabularyApi {
  private final Vocabulary vocabulary;

  VocabularyApi(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /// `of` is `events`, `properties` (of the event `event`), `attributes`, `identities`, `tags`, `products`,
  /// `categories` or `orderChannels`; `q` narrows them.
  @GetMapping("/api/v1/vocabulary")
  Page<Vocabulary.Word> words(Access access, @RequestParam String of, @RequestParam(defaultValue = "") String event,
      @RequestParam(defaultValue = "") String q) {
    var workspace = access.workspace();
    return Page.all(switch (of) {
      case "events" -> vocabulary.events(workspace, q);
      case "properties" -> vocabulary.properties(workspace, event, q);
      case "attributes" -> vocabulary.attributes(workspace, q);
      case "identities" -> vocabulary.identities(workspace, q);
      case "tags" -> vocabulary.tags(workspace, q);
      case "products" -> vocabulary.products(workspace, q);
      case "orderChannels" -> vocabulary.orderChannels(workspace, q);
      case "categories" -> vocabulary.categories(workspace, q);
      default -> throw Problem.invalid("vocabulary_of", "of 不是認得的一種詞", "“of” names no kind of words");
    });
  }
}
