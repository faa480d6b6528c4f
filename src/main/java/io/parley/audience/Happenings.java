package io.parley.audience;

import io.parley.audience.condition.EventMatch;
import io.parley.audience.condition.Happening;
import io.parley.audience.condition.Measure;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Trace;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Facts and rows as conditions see them.
public final class Happenings {
  private Happenings() {}

  public static Happening of(Fact fact) {
    var properties = switch (fact.kind()) {
      case FactKind.PAGE, FactKind.SCREEN, FactKind.TRACK -> fact.properties();
      case FactKind.IDENTIFY, FactKind.GROUP -> fact.body().path("traits");
      default -> fact.body();
    };
    return new Happening(new Point(fact.at(), fact.position()), name(fact.kind(), fact.name()), fact.url(),
        fact.title(), properties);
  }

  static Happening of(Point point, String kind, String name, @Nullable String url, @Nullable String title,
      JsonNode properties) {
    return named(point, name(kind, name), url, title, properties);
  }

  /// By the name that conditions use.
  static Happening named(Point point, String name, @Nullable String url, @Nullable String title, JsonNode properties) {
    return new Happening(point, name, url, title, properties);
  }

  /// A track call goes by its event's name, everything else by its kind.
  public static String name(String kind, String name) {
    return kind.equals(FactKind.TRACK) ? name : kind;
  }

  static Set<String> names(Collection<Trace> traces) {
    return traces.stream().flatMap(trace -> trace.events().stream()).map(EventMatch::name).collect(Collectors.toSet());
  }

  /// True if the address is all that these look at.
  static boolean needNoProperties(Collection<Trace> traces) {
    return properties(traces).stream().allMatch(property -> property.equals("url"));
  }

  /// The properties that these look at.
  static Set<String> properties(Collection<Trace> traces) {
    return traces.stream().flatMap(trace -> Stream.concat(
        trace.events().stream().flatMap(event -> event.where().stream()).map(EventMatch.Filter::property),
        trace instanceof Trace.Measured measured ? property(measured.measure()) : Stream.empty()))
        .collect(Collectors.toSet());
  }

  private static Stream<String> property(Measure measure) {
    return switch (measure) {
      case Measure.Count _ -> Stream.empty();
      case Measure.Sum sum -> Stream.of(sum.property());
      case Measure.Distinct distinct -> Stream.of(distinct.property());
      case Measure.Most most -> Stream.of(most.property());
    };
  }
}
