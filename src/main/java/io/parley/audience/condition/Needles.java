package io.parley.audience.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds which of many texts an address contains, in one pass over the address however many there are
/// (Aho and Corasick, "Efficient string matching", 1975).
final class Needles {
  private final List<Map<Character, Integer>> next = new ArrayList<>();
  private final List<Integer> fallback = new ArrayList<>();
  private final List<BitSet> found = new ArrayList<>();

  /// The texts' places in the list are what `in` answers with. They are already normal.
  Needles(List<String> texts) {
    state();
    for (var n = 0; n < texts.size(); n++) {
      add(texts.get(n), n);
    }
    link();
  }

  BitSet in(String address) {
    var hits = new BitSet();
    var state = 0;
    for (var i = 0; i < address.length(); i++) {
      state = step(state, address.charAt(i));
      hits.or(found.get(state));
    }
    return hits;
  }

  private void add(String text, int n) {
    var state = 0;
    for (var i = 0; i < text.length(); i++) {
      state = next.get(state).computeIfAbsent(text.charAt(i), letter -> state());
    }
    found.get(state).set(n);
  }

  private int state() {
    next.add(new HashMap<>());
    fallback.add(0);
    found.add(new BitSet());
    return next.size() - 1;
  }

  /// Breadth first, so that a state's shorter ending is finished before it is needed.
  private void link() {
    var waiting = new ArrayDeque<>(next.getFirst().values());
    while (!waiting.isEmpty()) {
      var state = waiting.remove();
      next.get(state).forEach((letter, child) -> {
        var shorter = step(fallback.get(state), letter);
        fallback.set(child, shorter);
        found.get(child).or(found.get(shorter));
        waiting.add(child);
      });
    }
  }

  private int step(int from, char letter) {
    var state = from;
    while (true) {
      var to = next.get(state).get(letter);
      if (to != null) {
        return to;
      }
      if (state == 0) {
        return 0;
      }
      state = fallback.get(state);
    }
  }
}
