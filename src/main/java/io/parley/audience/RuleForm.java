package io.parley.audience;

import io.parley.audience.condition.Address;
import io.parley.platform.Problem;
import org.jspecify.annotations.Nullable;

/// A rule as it comes in, before anything of it is believed.
record RuleForm(@Nullable String name, @Nullable String tag, @Nullable Asked condition) {

  record Trial(@Nullable Asked condition) {}

  record Asked(@Nullable String kind, @Nullable String contains, @Nullable Integer times, @Nullable Integer days) {}

  Rules.Draft draft() {
    return new Rules.Draft(
        text(name, Rule.MOST_NAME_CHARACTERS, "name", "規則名稱", "The name of a rule"),
        text(tag, Rule.MOST_TAG_CHARACTERS, "tag", "標籤名稱", "The name of a tag"),
        condition(condition));
  }

  static Condition.Visited condition(@Nullable Asked asked) {
    if (asked == null || !"visited".equals(asked.kind())) {
      throw Problem.invalid("condition_kind", "條件目前只有一種：看過某個網址（kind 為 visited）",
          "There is one kind of condition so far: pages visited (kind “visited”)");
    }
    var contains = text(asked.contains(), Condition.Visited.MOST_CHARACTERS, "condition_contains", "網址的一段",
        "The part of the address");
    if (Address.part(contains).isBlank()) {
      throw Problem.invalid("condition_contains", "網址的一段不能只有空白", "The part of the address is more than blanks");
    }
    var times = number(asked.times(), Condition.Visited.MOST_TIMES, "condition_times", "次數", "The number of times");
    var days = number(asked.days(), Condition.Visited.MOST_DAYS, "condition_days", "天數", "The number of days");
    return new Condition.Visited(contains, times, days);
  }

  private static String text(@Nullable String value, int most, String code, String chinese, String english) {
    var text = value == null ? "" : value.strip();
    if (text.isEmpty() || text.codePointCount(0, text.length()) > most || text.chars().anyMatch(c -> c < ' ')) {
      throw Problem.invalid(code, "%s要有 1 到 %d 個字".formatted(chinese, most),
          "%s has 1 to %d characters".formatted(english, most));
    }
    return text;
  }

  private static int number(@Nullable Integer value, int most, String code, String chinese, String english) {
    if (value == null || value < 1 || value > most) {
      throw Problem.invalid(code, "%s要在 1 到 %d 之間".formatted(chinese, most),
          "%s lies between 1 and %d".formatted(english, most));
    }
    return value;
  }
}
