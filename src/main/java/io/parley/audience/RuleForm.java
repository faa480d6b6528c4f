package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.platform.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rule as it comes in, before anything of it is believed.
record RuleForm(@Nullable String name, @Nullable String tag,
    @Schema(implementation = Condition.class) @Nullable JsonNode condition, @Nullable Integer expiresDays) {

  Rules.Draft draft() {
    return new Rules.Draft(
        text(name, Rule.MOST_NAME_CHARACTERS, "name", "規則名稱", "The name of a rule"),
        text(tag, Rule.MOST_TAG_CHARACTERS, "tag", "標籤名稱", "The name of a tag"),
        ConditionReader.read(condition), expires());
  }

  private @Nullable Integer expires() {
    if (expiresDays != null && (expiresDays < 1 || expiresDays > Rule.MOST_EXPIRES_DAYS)) {
      throw Problem.invalid("expires_days", "標籤保留的天數要在 1 到 %d 之間".formatted(Rule.MOST_EXPIRES_DAYS),
          "A tag stays between 1 and %d days".formatted(Rule.MOST_EXPIRES_DAYS));
    }
    return expiresDays;
  }

  static String text(@Nullable String value, int most, String code, String chinese, String english) {
    var text = value == null ? "" : value.strip();
    if (text.isEmpty() || text.codePointCount(0, text.length()) > most || text.chars().anyMatch(c -> c < ' ')) {
      throw Problem.invalid(code, "%s要有 1 到 %d 個字".formatted(chinese, most),
          "%s has 1 to %d characters".formatted(english, most));
    }
    return text;
  }
}
