package io.parley.demo.line;

import java.text.BreakIterator;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One property of a request, with the path LINE would name it by, and the checks LINE makes on properties.
record LineField(String path, JsonNode value) {

  LineField at(String name) {
    return new LineField(path.isEmpty() ? name : path + "." + name, value.path(name));
  }

  LineField at(int index) {
    return new LineField("%s[%d]".formatted(path, index), value.path(index));
  }

  boolean given() {
    return !value.isMissingNode() && !value.isNull();
  }

  String text() {
    return value.asString("");
  }

  LineRefusal wrong(String message) {
    return LineRefusal.invalid(path, message);
  }

  LineField object() {
    if (!value.isObject()) {
      throw wrong("Must be an object");
    }
    return this;
  }

  /// A list of `least` to `most`; returns its size.
  int list(int least, int most) {
    if (!value.isArray() || value.size() < least || value.size() > most) {
      throw wrong("Size must be between %d and %d".formatted(least, most));
    }
    return value.size();
  }

  /// Text of 1 to `most` UTF-16 code units.
  LineField units(int most) {
    if (!value.isString() || text().isEmpty()) {
      throw wrong("May not be empty");
    }
    if (text().length() > most) {
      throw wrong("Length must be between 0 and " + most);
    }
    return this;
  }

  LineField unitsIfGiven(int most) {
    return given() ? units(most) : this;
  }

  /// Text of 1 to `most` grapheme clusters.
  LineField graphemes(int most) {
    units(Integer.MAX_VALUE);
    var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
    breaks.setText(text());
    var count = 0;
    while (breaks.next() != BreakIterator.DONE) {
      count++;
    }
    if (count > most) {
      throw wrong("must not be longer than " + most + " characters");
    }
    return this;
  }

  LineField graphemesIfGiven(int most) {
    return given() ? graphemes(most) : this;
  }

  LineField https(int most) {
    units(most);
    if (!text().startsWith("https://")) {
      throw wrong("invalid uri scheme");
    }
    return this;
  }

  LineField httpsIfGiven(int most) {
    return given() ? https(most) : this;
  }

  LineField number() {
    if (!value.isNumber()) {
      throw wrong("Must be a number");
    }
    return this;
  }

  LineField matching(String pattern, String message) {
    if (!text().matches(pattern)) {
      throw wrong(message);
    }
    return this;
  }
}
