package io.parley.customer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The pieces of a text that the index is asked for: of those that `customer.grams` keeps, no more than tell it apart.
/// Whoever is found by them is looked at herself. Each piece more is one more list the index has to walk through, and
/// the pairs of an e-mail are in half of all e-mails.
final class Grams {
  private static final int LONGEST = 3;
  private static final int MOST_OVERLAPPING = 9;

  private Grams() {}

  /// Of a short text every triple, of a long one triples side by side.
  static List<String> of(String needle) {
    var letters = needle.codePoints().mapToObj(Character::toString).toList();
    var size = Math.min(LONGEST, letters.size());
    var last = letters.size() - size;
    var step = letters.size() > MOST_OVERLAPPING ? LONGEST : 1;
    var grams = new LinkedHashSet<String>();
    for (var n = 0; n < last; n += step) {
      grams.add(String.join("", letters.subList(n, n + size)));
    }
    grams.add(String.join("", letters.subList(last, letters.size())));
    return new ArrayList<>(grams);
  }
}
