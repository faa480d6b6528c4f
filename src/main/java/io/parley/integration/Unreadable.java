package io.parley.integration;

/// The file as a whole cannot be read, and why.
final class Unreadable extends RuntimeException {
  private final String code;
  private final transient Says says;

  Unreadable(String code, String zh, String en) {
    super(en, null, false, false);
    this.code = code;
    this.says = new Says(zh, en);
  }

  String code() {
    return code;
  }

  Says says() {
    return says;
  }
}
