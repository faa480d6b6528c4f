package io.parley.workspace;

import java.util.Locale;

/// What a key lets its bearer do. Each includes those before it.
public enum Scope {
  READ,
  WRITE,
  ADMIN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Scope of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
