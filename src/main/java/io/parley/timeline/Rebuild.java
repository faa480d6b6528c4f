package io.parley.timeline;

import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Folds the whole log of a workspace again, into a shadow workspace, and shows where what is known now is something
/// else. Everything happens in one transaction that sees one instant and is rolled back, so nothing remains of it.
@Component
public final class Rebuild {
  private static final int MOST_SHOWN = 100;

  private final Database database;
  private final Workspaces workspaces;
  private final Refold refold;
  private final List<Refolded> parts;
  private final Clocks clocks;

  /// One thing that is not as the log says. `live` or `refolded` is null where it is not there at all.
  public record Difference(String part, String name, @Nullable String live, @Nullable String refolded) {}

  /// What was compared: `facts` of the log, `compared` things of each part, and the first hundred of `differing`.
  /// `undetermined` is what the log does not tell, with the reason.
  public record RebuildReport(
      long facts, long parked, Map<String, Integer> compared, List<Refolded.Undetermined> undetermined, int differing,
      List<Difference> differences) {}

  Rebuild(Database database, Workspaces workspaces, Refold refold, List<Refolded> parts, Clocks clocks) {
    this.database = database;
    this.workspaces = workspaces;
    this.refold = refold;
    this.parts = List.copyOf(parts);
    this.clocks = clocks;
  }

  public RebuildReport check(WorkspaceId workspace) {
    try {
      database.engine(() -> {
        database.sql().sql("set transaction isolation level repeatable read").update();
        throw new Seen(compare(workspace));
      });
      throw new IllegalStateException("A rebuild is always rolled back");
    } catch (Seen seen) {
      return seen.report;
    }
  }

  private RebuildReport compare(WorkspaceId workspace) {
    var shadow = shadow(workspaces.get(workspace));
    var ahead = Duration.between(clocks.wall(), clocks.now(workspace));
    clocks.advance(shadow, ahead.isNegative() ? Duration.ZERO : ahead);
    parts.forEach(part -> part.prepare(workspace, shadow));
    var taken = refold.into(workspace, shadow, closely(workspace));
    var derived = parts.stream().map(part -> part.derive(workspace, shadow)).toList();
    var open = derived.stream().flatMap(one -> one.open().stream()).collect(Collectors.toSet());
    var live = state(workspace);
    var anew = state(shadow);
    var differences = new ArrayList<Difference>();
    live.forEach((part, things) -> {
      var others = anew.getOrDefault(part, Map.of());
      var names = new TreeSet<>(things.keySet());
      names.addAll(others.keySet());
      names.stream().filter(name -> !open.contains(name) && !Objects.equals(things.get(name), others.get(name)))
          .forEach(name -> differences.add(new Difference(part, name, things.get(name), others.get(name))));
    });
    var compared = new TreeMap<String, Integer>();
    live.forEach((part, things) -> compared.put(part, things.size()));
    var undetermined = derived.stream().flatMap(one -> one.undetermined().stream()).toList();
    return new RebuildReport(taken.facts(), taken.parked(), compared, undetermined, differences.size(),
        differences.stream().limit(MOST_SHOWN).toList());
  }

  private BiPredicate<String, String> closely(WorkspaceId workspace) {
    return parts.stream().map(part -> part.eachForItself(workspace)).reduce((kind, name) -> false, BiPredicate::or);
  }

  private WorkspaceId shadow(Workspace of) {
    return workspaces.found(new Workspaces.NewWorkspace("rebuild", of.locale(), of.timeZone().getId(), of.currency(),
        of.shopUrl(), List.of(), of.persona())).id();
  }

  private Map<String, Map<String, String>> state(WorkspaceId workspace) {
    var names = names(workspace);
    var state = new TreeMap<String, Map<String, String>>();
    state.put("customers", customers(workspace));
    state.put("profiles", profiles(workspace));
    state.put("attributes", attributes(workspace));
    state.put("events", events(workspace));
    state.put("tags", tags(workspace));
    state.put("consents", consents(workspace));
    parts.forEach(part -> state.put(part.part(), part.state(workspace, names)));
    return state;
  }

  private Map<IdentityId, String> names(WorkspaceId workspace) {
    var names = new HashMap<IdentityId, String>();
    database.sql().sql("select identity_id, name from customer.named where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query(row -> {
          names.put(new IdentityId(row.getObject(1, UUID.class)), row.getString(2));
        });
    return names;
  }

  /// Each identity, and all that are the same person.
  private Map<String, String> customers(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, string_agg(o.name, ' ' order by o.name)
        from customer.named n join customer.named o on o.customer_id = n.customer_id and o.workspace_id = :workspace
        where n.workspace_id = :workspace group by n.name
        """);
  }

  /// What was told of each, as it stands.
  private Map<String, String> profiles(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, c.attributes::text from customer.named n
        join customer.customer c on c.id = n.customer_id and c.workspace_id = :workspace
        where n.workspace_id = :workspace and c.attributes <> '{}'
        """);
  }

  /// Every value that an attribute of the merchant's own went through.
  private Map<String, String> attributes(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, string_agg(concat_ws(' ', v.name, v.value, v.at), ', ' order by v.at, v.name, v.value::text)
        from customer.attribute_version v
        join customer.named n on n.workspace_id = :workspace and n.identity_id = v.identity_id
        where v.workspace_id = :workspace group by n.name
        """);
  }

  private Map<String, String> events(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, string_agg(e.kind || ' ' || e.events, ', ' order by e.kind)
        from (select identity_id, kind, count(*) as events from timeline.event where workspace_id = :workspace
          group by 1, 2) e
        join customer.named n on n.workspace_id = :workspace and n.identity_id = e.identity_id group by n.name
        """);
  }

  /// Every word she said, in the order she said them.
  private Map<String, String> consents(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, string_agg(concat_ws(' ', c.purpose, c.channel, c.granted), ', ' order by c.at, c.id)
        from customer.consent c
        join customer.named n on n.workspace_id = :workspace and n.identity_id = c.identity_id
        where c.workspace_id = :workspace group by n.name
        """);
  }

  /// Tags set by hand. Those of rules are among what the audience works out.
  private Map<String, String> tags(WorkspaceId workspace) {
    return read(workspace, """
        select n.name, string_agg(distinct g.name, ', ' order by g.name)
        from customer.customer_tag t join customer.tag g on g.id = t.tag_id
        join customer.named h on h.workspace_id = :workspace and h.identity_id = t.identity_id
        join customer.named n on n.workspace_id = :workspace and n.customer_id = h.customer_id
        where t.workspace_id = :workspace and t.source = 'member' and t.removed_at is null group by n.name
        """);
  }

  private Map<String, String> read(WorkspaceId workspace, String sql) {
    var state = new HashMap<String, String>();
    database.sql().sql(sql).param("workspace", workspace.value()).query(row -> {
      state.put(row.getString(1), row.getString(2));
    });
    return state;
  }

  /// Carries the report out of the transaction that must not be kept.
  private static final class Seen extends RuntimeException {
    private final transient RebuildReport report;

    Seen(RebuildReport report) {
      super("Rolled back", null, false, false);
      this.report = report;
    }
  }
}
