package io.parley.audience.condition;

/// Why something cannot be a condition, in both languages.
final class Unfit extends IllegalArgumentException {
  private final String chinese;
  private final String english;

  Unfit(String chinese, String english) {
    super(english);
    this.chinese = chinese;
    this.english = english;
  }

  String chinese() {
    return chinese;
  }

  String english() {
    return english;
  }
}
