package io.parley.audience;

import io.parley.audience.condition.Address;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a merchant asks of behaviour. Pure: the same visits give the same answer in the fold, in a preview and when
/// somebody asks why. Visits are handed in ordered.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes(@JsonSubTypes.Type(value = Condition.Visited.class, name = "visited"))
public sealed interface Condition {

  /// The answer as of `t`; visits after `t` are not yet known then.
  Verdict asOf(Instant t, List<Visit> visits);

  /// The moment the condition came true for the first time, with what completed it; empty if it never did.
  Optional<Verdict> first(List<Visit> visits);

  /// Conditions with the same definition share their cells.
  @JsonIgnore
  String definition();

  /// Visited pages whose address contains `contains`, `times` times within `days` days of 24 hours. The window is
  /// `(t − days, t]` on exact event time: a visit exactly `days` days old no longer counts.
  record Visited(String contains, int times, int days) implements Condition {
    public static final int MOST_TIMES = 1_000;
    public static final int MOST_DAYS = 365;
    public static final int MOST_CHARACTERS = 200;

    public Visited {
      if (times < 1 || times > MOST_TIMES || days < 1 || days > MOST_DAYS) {
        throw new IllegalArgumentException("%s visits within %s days".formatted(times, days));
      }
      if (contains.isBlank() || contains.codePointCount(0, contains.length()) > MOST_CHARACTERS) {
        throw new IllegalArgumentException("An address part has 1 to 200 characters");
      }
    }

    @Override
    public Verdict asOf(Instant t, List<Visit> visits) {
      var opens = t.minus(window());
      var inside = visits.stream().filter(visit -> visit.at().isAfter(opens) && !visit.at().isAfter(t)).toList();
      if (inside.size() < times) {
        return new Verdict(false, null, inside);
      }
      var latest = inside.subList(inside.size() - times, inside.size());
      return new Verdict(true, latest.getFirst().at().plus(window()), latest);
    }

    @Override
    public Optional<Verdict> first(List<Visit> visits) {
      for (var last = times - 1; last < visits.size(); last++) {
        var oldest = visits.get(last - times + 1);
        var until = oldest.at().plus(window());
        if (until.isAfter(visits.get(last).at())) {
          return Optional.of(new Verdict(true, until, visits.subList(last - times + 1, last + 1)));
        }
      }
      return Optional.empty();
    }

    @Override
    @JsonIgnore
    public String definition() {
      return "visited/%d/%d/%s".formatted(times, days, Address.part(contains));
    }

    @JsonIgnore
    Duration window() {
      return Duration.ofDays(days);
    }
  }
}
