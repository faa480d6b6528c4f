package io.parley.timeline;

import static java.util.stream.Collectors.joining;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import io.parley.timeline.Disowning.Said;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What she did, and the facts themselves, so that a rebuild does not bring her back. A fact of somebody else that
/// names her, because they share a browser, stays his without her name.
///
/// The log is long, so it is read before the fold is asked to wait, and only what came meanwhile is read again then.
@Component
class TimelineErasing implements Erasing {
  private static final int FACTS_AT_ONCE = 1_000;
  private static final Pattern SPECIAL = Pattern.compile("[\\\\.*+?^${}()|\\[\\]]");

  private final Database database;
  private final Disowning disowning;

  private record Found(long position, String xid, Said said) {}

  private record FoundParked(UUID id, Said said) {}

  TimelineErasing(Database database, Disowning disowning) {
    this.database = database;
    this.disowning = disowning;
  }

  @Override
  public int rank() {
    return 50;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("timeline.event", "t.identity_id = any (:identities)"),
        Rows.hidden("timeline.bulk_change", "t.identity_id = any (:identities)"));
  }

  /// The rows of the log go here, because they are found by what they say. Waiting and parked ones count as discarded.
  @Override
  public long before(Subject subject) {
    var since = database.sql().sql("select pg_snapshot_xmin(pg_current_snapshot())::text").query(String.class).single();
    var facts = new LinkedHashMap<Long, Found>();
    named(subject, "0").forEach(fact -> facts.put(fact.position, fact));
    database.sql().sql("select position from timeline.cursor for update").query(Long.class).list();
    named(subject, since).forEach(fact -> facts.put(fact.position, fact));
    var folded = database.sql().sql("""
        delete from timeline.log l using timeline.event e
        where e.workspace_id = :workspace and e.identity_id = any (:identities) and l.workspace_id = :workspace
          and l.received_at = e.received_at and l.position = e.position and l.kind not in ('unmerge', 'untag', 'allow')
        """)
        .param("workspace", subject.workspace().value())
        .param("identities", subject.identities().toArray(UUID[]::new))
        .update();
    var parked = unfolded(subject, "timeline.parked");
    var discarded = unfolded(subject, "timeline.discarded");
    var waiting = 0;
    var owners = owners(subject, facts.values());
    for (var fact : facts.values()) {
      waiting += disown(subject, fact, owners.get(fact.position)) ? 1 : 0;
    }
    database.sql().sql("""
        insert into timeline.tally as t (workspace_id, discarded) values (:workspace, :gone)
        on conflict (workspace_id) do update set discarded = t.discarded + excluded.discarded
        """)
        .param("workspace", subject.workspace().value())
        .param("gone", parked + waiting)
        .update();
    return (long) folded + parked + discarded + facts.size() + jobs(subject) + refusals(subject);
  }

  /// Facts from this transaction on in which one of her names or ids stands, a thousand at a time.
  private List<Found> named(Subject subject, String since) {
    var all = new ArrayList<Found>();
    var pattern = pattern(subject);
    var after = new Found(-1, since, new Said("", "", null));
    List<Found> some;
    do {
      some = database.sql().sql("""
          select l.position, l.xid::text, l.kind, l.body, l.envelope from timeline.log l
          where l.shard = 0 and l.workspace_id = :workspace and (l.xid, l.position) > (:xid::xid8, :position)
            and concat(l.body, ' ', l.envelope) ~ :pattern
          order by l.xid, l.position limit :limit
          """)
          .param("workspace", subject.workspace().value())
          .param("xid", after.xid)
          .param("position", after.position)
          .param("pattern", pattern)
          .param("limit", FACTS_AT_ONCE)
          .query((row, n) -> new Found(row.getLong(1), row.getString(2), said(row, 3)))
          .list();
      all.addAll(some);
      after = some.isEmpty() ? after : some.getLast();
    } while (some.size() == FACTS_AT_ONCE);
    return all;
  }

  /// Under whose name facts stand that name only her browser: somebody who came with it in another of these facts.
  private Map<Long, String> owners(Subject subject, Collection<Found> facts) {
    var owners = new HashMap<Long, String>();
    database.sql().sql("""
        select e.position, n.name from customer.named n
        join timeline.event e on e.workspace_id = n.workspace_id and e.identity_id = n.identity_id
        where n.workspace_id = :workspace and n.name = any (:members) and e.position = any (:positions)
        """)
        .param("workspace", subject.workspace().value())
        .param("members", facts.stream().filter(fact -> fact.said.kind().equals(Log.SEGMENT))
            .map(fact -> disowning.member(subject, fact.said.body())).flatMap(Optional::stream).distinct()
            .toArray(String[]::new))
        .param("positions", facts.stream().map(Found::position).toArray(Long[]::new))
        .query(row -> {
          owners.put(row.getLong(1), row.getString(2));
        });
    return owners;
  }

  /// True if a fact that was not folded yet is gone; one that is somebody else's stays, without her.
  private boolean disown(Subject subject, Found fact, @Nullable String owner) {
    var left = disowning.of(subject, fact.said, owner);
    var verb = left.map(_ -> "update timeline.log l set body = :body, envelope = :envelope")
        .orElse("delete from timeline.log l");
    var waited = database.sql().sql(verb + """
         where l.shard = 0 and l.workspace_id = :workspace and l.xid = :xid::xid8 and l.position = :position
        returning (select (l.xid, l.position) > (c.xid, c.position) from timeline.cursor c where c.shard = 0)
        """)
        .param("workspace", subject.workspace().value())
        .param("xid", fact.xid)
        .param("position", fact.position)
        .param("body", left.map(Said::body).orElse(""))
        .param("envelope", left.map(Said::envelope).orElse(null))
        .query(Boolean.class)
        .optional()
        .orElse(false);
    if (!fact.said.kind().equals(Log.SEGMENT)) {
      follow(subject, fact, left.map(Said::body));
    }
    return left.isEmpty() && waited;
  }

  /// The line of a fact of ours follows it: off the timeline of the other whom it joined with her, or from hers to the
  /// one that it is still about.
  private void follow(Subject subject, Found fact, Optional<String> left) {
    database.sql().sql(left.isEmpty() ? """
        delete from timeline.event e
        where e.workspace_id = :workspace and e.identity_id = any (:of::uuid[]) and e.position = :position
        """ : """
        update timeline.event e set identity_id = :to::uuid
        where e.workspace_id = :workspace and e.identity_id = any (:of::uuid[]) and e.position = :position
          and e.identity_id <> :to::uuid
        """)
        .param("workspace", subject.workspace().value())
        .param("of", disowning.named(fact.said).toArray(String[]::new))
        .param("to", left.flatMap(body -> disowning.on(body)).orElse(null))
        .param("position", fact.position)
        .update();
  }

  /// Facts that were not folded; somebody else's stay without her.
  private int unfolded(Subject subject, String table) {
    var gone = 0;
    var found = database.sql().sql("select id, kind, body, envelope from " + table + """
         where workspace_id = :workspace and concat(body, ' ', envelope) ~ :pattern
        """)
        .param("workspace", subject.workspace().value())
        .param("pattern", pattern(subject))
        .query((row, n) -> new FoundParked(row.getObject(1, UUID.class), said(row, 2)))
        .list();
    for (var one : found) {
      var left = disowning.of(subject, one.said, null);
      gone += left.isEmpty() ? 1 : 0;
      var sql = left.map(_ -> "update %s set body = :body, envelope = :envelope").orElse("delete from %s")
          .formatted(table);
      database.sql().sql(sql + " where workspace_id = :workspace and id = :id")
          .param("workspace", subject.workspace().value())
          .param("id", one.id)
          .param("body", left.map(Said::body).orElse(""))
          .param("envelope", left.map(Said::envelope).orElse(null))
          .update();
    }
    return gone;
  }

  private static Said said(ResultSet row, int from) throws SQLException {
    return new Said(row.getString(from), row.getString(from + 1), row.getString(from + 2));
  }

  /// Jobs over many customers forget her, and those that look for her by name end.
  private int jobs(Subject subject) {
    return database.sql().sql("""
        with left_out as (
          update timeline.bulk set chosen = (select coalesce(array_agg(c), '{}') from unnest(chosen) c
            where c <> all (:customers))
          where workspace_id = :workspace and chosen && :customers)
        update timeline.bulk set filter = filter - 'query' - 'condition',
          state = case when state = 'running' then 'stopped' else state end
        where workspace_id = :workspace and (
          exists (select from unnest(:words::text[]) w
            where position(w in lower(concat(filter ->> 'query', ' ', filter ->> 'condition'))) > 0)
          or customer.phone_key(filter ->> 'query') = any (:phones))
        """)
        .param("workspace", subject.workspace().value())
        .param("customers", subject.customers().toArray(UUID[]::new))
        .param("words", subject.words().toArray(String[]::new))
        .param("phones", subject.phones().toArray(String[]::new))
        .update();
  }

  /// Cut texts of refused calls cannot be searched for a person, so all of them go.
  private int refusals(Subject subject) {
    return database.sql().sql("""
        update timeline.refusal set excerpt = null where workspace_id = :workspace and excerpt is not null
        """)
        .param("workspace", subject.workspace().value()).update();
  }

  /// Her ids as whole texts anywhere, and her names as texts or numbers, written plainly or with escapes.
  private static String pattern(Subject subject) {
    var ids = subject.identities().stream().map(UUID::toString).sorted().collect(joining("|"));
    var values = subject.names().stream().map(name -> name.substring(name.indexOf(':') + 1))
        .flatMap(value -> Stream.of(value, escaped(value))).distinct().sorted()
        .map(TimelineErasing::quoted).collect(joining("|"));
    return "\"(" + ids + ")\"|\"(userId|anonymousId|previousId|id|value)\"\\s*:\\s*\"?\\s*(" + values
        + ")\\s*\"?\\s*[,}]";
  }

  private static String quoted(String value) {
    return SPECIAL.matcher(value).replaceAll("\\\\$0");
  }

  private static String escaped(String value) {
    return value.chars().mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c)).collect(joining());
  }
}
