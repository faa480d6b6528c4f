package io.parley.audience;

import io.parley.audience.condition.Needles;
import io.parley.audience.condition.Address;
import static java.util.stream.Collectors.toMap;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Which conditions an address meets: one pass over an address however many rules there are, and none over an address
/// seen before.
final class AddressIndex {
  private static final int MOST_REMEMBERED = 20_000;

  private final List<Entry> entries;
  private final Map<Definition, Condition.Visited> conditions;
  private final Needles needles;
  private final Map<String, List<Entry>> remembered = new ConcurrentHashMap<>();

  record Entry(Definition definition, Condition.Visited condition) {}

  /// `entries` have different definitions.
  AddressIndex(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.conditions = entries.stream().collect(toMap(Entry::definition, Entry::condition));
    this.needles = new Needles(entries.stream().map(entry -> Address.part(entry.condition().contains())).toList());
  }

  List<Entry> entries() {
    return entries;
  }

  Condition.Visited condition(Definition definition) {
    return Objects.requireNonNull(conditions.get(definition));
  }

  List<Entry> met(String url) {
    var known = remembered.get(url);
    if (known == null) {
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      known = found(needles.in(Address.normal(url)));
      remembered.put(url, known);
    }
    return known;
  }

  private List<Entry> found(BitSet hits) {
    return hits.stream().mapToObj(entries::get).toList();
  }
}
