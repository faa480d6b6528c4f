package io.parley.customer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a customer, composed from what was told of her identities. For each trait the latest word stands,
/// whatever order the words came in; the shop's name for a member wins over any other, a channel's comes last.
record Profile(
    @Nullable String name, @Nullable String email, @Nullable String phone, ObjectNode attributes, String search) {
  /// The trait a channel's name is kept under. No sender can write it: Segment's traits never begin with a blank.
  static final String CHANNEL_NAME = " channel name";
  static final int LONGEST_NAME = 120;
  private static final int LONGEST_SEARCH = 600;

  /// One word told: the value and when.
  record Word(JsonNode value, long micros) {
    /// The later word stands; of two at the same instant the greater text, so that their order cannot matter.
    static Word later(Word one, Word other) {
      var order = Long.compare(one.micros, other.micros);
      return order > 0 || (order == 0 && one.value.toString().compareTo(other.value.toString()) >= 0) ? one : other;
    }
  }

  record Part(IdentityKey key, Map<String, Word> words) {}

  static Profile of(Collection<Part> parts) {
    var latest = new TreeMap<String, Word>();
    for (var part : parts) {
      part.words.forEach((trait, word) -> latest.merge(trait, word, Word::later));
    }
    var attributes = JsonNodeFactory.instance.objectNode();
    latest.forEach((trait, word) -> {
      if (!trait.equals(CHANNEL_NAME) && !word.value.isNull()) {
        attributes.set(trait, word.value);
      }
    });
    var name = name(parts, latest);
    var email = text(latest.get("email"));
    var phone = text(latest.get("phone"));
    return new Profile(name, email, phone, attributes, search(name, email, phone, parts));
  }

  private static @Nullable String name(Collection<Part> parts, Map<String, Word> latest) {
    var ofMember = new TreeMap<String, Word>();
    for (var part : parts) {
      if (part.key.kind().equals(IdentityKey.MEMBER)) {
        part.words.forEach((trait, word) -> ofMember.merge(trait, word, Word::later));
      }
    }
    for (var words : List.of(ofMember, latest)) {
      var name = full(words);
      if (name != null) {
        return name;
      }
    }
    return text(latest.get(CHANNEL_NAME));
  }

  private static @Nullable String full(Map<String, Word> words) {
    var name = text(words.get("name"));
    if (name != null) {
      return name;
    }
    var first = text(words.get("firstName"));
    var last = text(words.get("lastName"));
    if (first == null || last == null) {
      return first == null ? last : first;
    }
    var chinese = (last + first).codePoints().anyMatch(Character::isIdeographic);
    return chinese ? last + first : first + " " + last;
  }

  private static @Nullable String text(@Nullable Word word) {
    if (word == null || !(word.value.isString() || word.value.isNumber())) {
      return null;
    }
    var text = word.value.asString().strip();
    return text.isEmpty() ? null : text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }

  private static String search(
      @Nullable String name, @Nullable String email, @Nullable String phone, Collection<Part> parts) {
    var words = new ArrayList<String>();
    for (var word : new String[] {name, email, phone == null ? null : phone.replaceAll("\\D", "")}) {
      if (word != null && !word.isEmpty()) {
        words.add(word);
      }
    }
    parts.stream().filter(part -> part.key.kind().equals(IdentityKey.MEMBER)).map(part -> part.key.value()).sorted()
        .forEach(words::add);
    var text = fold(String.join("\n", words));
    return text.length() > LONGEST_SEARCH ? text.substring(0, LONGEST_SEARCH) : text;
  }

  /// Letters are found in whatever case and width they were written, and 臺 is 台.
  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).replace('臺', '台');
  }

  /// The texts to look for. A phone is looked for by its digits, without the zero or country code before them, because
  /// it was written in any of these ways: `0912-345-678`, `+886 912 345 678`, `886912345678`. A single
  /// letter is looked for where a line begins.
  static List<String> needles(String query) {
    var text = fold(query.strip());
    if (text.matches("[ -~]")) {
      return List.of("\n" + text);
    }
    if (!text.matches("[+()\\d\\s.-]{4,}")) {
      return List.of(text);
    }
    var digits = text.replaceAll("\\D", "");
    var national = digits.replaceFirst("^0+", "").replaceFirst("^(886|852|853|86|81|82|65|60|66|1)(?=\\d{8,})", "")
        .replaceFirst("^0+", "");
    if (national.length() < 4) {
      return List.of(text);
    }
    return text.contains(national) ? List.of(national) : List.of(text, national);
  }

}
