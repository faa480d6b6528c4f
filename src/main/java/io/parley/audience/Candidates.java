package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventMatch;
import io.parley.audience.condition.Measure;
import io.parley.audience.condition.Window;
import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Whom a condition may hold of at all: one look over the events of its windows finds everybody who did anything like
/// it, so that the others need not be tried one by one. Whoever is found is a candidate and no more; `Judge` decides.
@Component
class Candidates {
  private static final int MOST = 300_000;

  private final Database database;

  private record Asked(EventMatch event, int times, @Nullable Window within) {}

  Candidates(Database database) {
    this.database = database;
  }

  /// Empty if that may be anybody, or too many to be worth it.
  Optional<Set<CustomerId>> of(WorkspaceId workspace, Condition condition, Instant now) {
    return switch (condition) {
      case Condition.All all -> {
        var parts = all.of().stream().map(part -> of(workspace, part, now)).flatMap(Optional::stream).toList();
        yield parts.stream().reduce((one, other) -> {
          one.retainAll(other);
          return one;
        });
      }
      case Condition.Any any -> {
        var parts = any.of().stream().map(part -> of(workspace, part, now)).toList();
        yield parts.stream().allMatch(Optional::isPresent) ? Optional.of(parts.stream().flatMap(Optional::stream)
            .flatMap(Set::stream).collect(Collectors.toSet())) : Optional.empty();
      }
      case Condition.Did did -> did(workspace, new Asked(did.event(), times(did.measure()), did.within()), now);
      case Condition.Sequence sequence ->
          did(workspace, new Asked(sequence.steps().getLast(), 1, sequence.within()), now);
      case Condition.Not _, Condition.Attribute _, Condition.Tagged _, Condition.Identified _, Condition.Reachable _,
          Condition.InStage _, Condition.Ordered _, Condition.InCart _, Condition.InSegment _ -> Optional.empty();
    };
  }

  /// How many events it takes at least.
  private static int times(Measure measure) {
    return switch (measure) {
      case Measure.Count count -> count.atLeast();
      case Measure.Distinct distinct -> distinct.atLeast();
      case Measure.Sum _, Measure.Most _ -> 1;
    };
  }

  /// The lower-case address of an event that fits has these pieces in it, unless it has escapes (`%`).
  private Optional<Set<CustomerId>> did(WorkspaceId workspace, Asked asked, Instant now) {
    var pieces = asked.event.where().stream().map(EventMatch.Filter::piece).filter(Objects::nonNull).toList();
    var params = new HashMap<String, Object>(Map.of(
        "workspace", workspace.value(), "name", asked.event.name(), "times", asked.times, "most", MOST + 1,
        "since", asked.within == null ? "-infinity" : now.minus(asked.within.length()).toString()));
    var where = new StringBuilder();
    for (var n = 0; n < pieces.size(); n++) {
      where.append(" and (strpos(lower(h.url), :piece%1$d) > 0 or strpos(h.url, '%%') > 0)".formatted(n));
      params.put("piece" + n, pieces.get(n));
    }
    List<CustomerId> found = database.tenant(workspace, () -> {
      database.sql().sql("select set_config('work_mem', '128MB', true)").query(String.class).single();
      return database.sql().sql("""
          select person.customer_id
          from (select h.identity_id, count(*) as times from timeline.happened h
                where h.workspace_id = :workspace and h.at >= :since::timestamptz
                  and (h.kind = 'track' and h.name = :name or h.kind = :name and h.kind <> 'track')
          """ + where + """
                 group by 1) h
            join customer.person on person.workspace_id = :workspace and person.identity_id = h.identity_id
          group by 1 having sum(h.times) >= :times limit :most
          """)
          .params(params)
          .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
          .list();
    });
    return found.size() > MOST ? Optional.empty() : Optional.of(new HashSet<>(found));
  }
}
