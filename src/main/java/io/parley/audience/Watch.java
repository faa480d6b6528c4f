package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Sense;
import io.parley.audience.condition.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A live rule or a segment, as the fold watches it: its condition, and what it must remember and look at for it.
/// Two versions of one rule are different watches.
final class Watch {
  private final UUID id;
  private final int version;
  private final Condition condition;
  private final List<Trace> traces;
  private final Set<Sense> senses;
  private final @Nullable Rule rule;
  private final String name;

  private Watch(UUID id, int version, Condition condition, @Nullable Rule rule, String name) {
    this.id = id;
    this.version = version;
    this.condition = condition;
    this.traces = Judge.traces(condition).toList();
    this.senses = Sense.of(condition);
    this.rule = rule;
    this.name = name;
  }

  /// `tag` is the normal name of the tag the rule puts on.
  static Watch of(Rule rule, String tag) {
    return new Watch(rule.id().value(), rule.version(), rule.condition(), rule, tag);
  }

  static Watch of(Segment segment) {
    return new Watch(segment.id().value(), segment.version(), segment.condition(), null, segment.name());
  }

  UUID id() {
    return id;
  }

  int version() {
    return version;
  }

  Condition condition() {
    return condition;
  }

  List<Trace> traces() {
    return traces;
  }

  Set<Sense> senses() {
    return senses;
  }

  boolean isRule() {
    return rule != null;
  }

  /// A rule that looks at more than events.
  boolean standing() {
    return rule != null && !senses.isEmpty();
  }

  Rule rule() {
    return Objects.requireNonNull(rule);
  }

  /// The tag of a rule, the name of a segment.
  String name() {
    return name;
  }

  /// How long the tag of a rule stays; null if it stays.
  @Nullable Duration stays() {
    var days = rule().expiresDays();
    return days == null ? null : Duration.ofDays(days);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Watch watch && watch.id.equals(id) && watch.version == version;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return (rule == null ? "segment " : "rule ") + id;
  }
}
