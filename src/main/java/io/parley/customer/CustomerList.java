package io.parley.customer;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The list of customers: pages, counts and the search.
///
/// It runs as the engine: under row-level security the index on the search text would not be used. Each statement is
/// planned for its own parameters, because a rare tag and a common one are found in different ways.
@Component
class CustomerList {
  private static final int MOST_A_PAGE = 1_000;
  private static final int MOST_AT_ONCE = 20_000;
  private static final int MOST_COUNTED = 10_000;
  private static final int SAMPLE = 2_000;
  private static final int FIRST_LOOK = 1_000;
  /// From how many on, it is no further to all who match.
  private static final int DEEPEST_LOOK = 12_000;
  /// Those who match do not lie evenly.
  private static final int LOOKED_TWICE = 2;

  private final Database database;
  private final TagStore tags;
  private final Gathered segments;
  private final Clocks clocks;
  private final JsonMapper json;

  CustomerList(Database database, TagStore tags, Gathered segments, Clocks clocks, JsonMapper json) {
    this.database = database;
    this.tags = tags;
    this.segments = segments;
    this.clocks = clocks;
    this.json = json;
  }

  Page<CustomerLine> page(WorkspaceId workspace, CustomerFilter filter, Customers.Shown shown, @Nullable String cursor,
      int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    return database.apart(() -> {
      var where = where(workspace, filter, shown.sort() == CustomerSort.ENTERED);
      if (cursor != null) {
        ListCursor.read(shown, cursor).behind(where, shown);
      }
      var rows = lines(new Asked(workspace, where, shown, filter.segment() != null), size + 1);
      var page = Page.cut(rows, size, line -> ListCursor.of(shown, line).text());
      var carried = tags.of(workspace, page.items().stream().map(CustomerLine::id).toList());
      return new Page<>(page.items().stream()
          .map(line -> tagged(line, carried.getOrDefault(line.id(), List.of()))).toList(), page.next());
    });
  }

  private Where where(WorkspaceId workspace, CustomerFilter filter, boolean byEntry) {
    database.sql().sql("select set_config('plan_cache_mode', 'force_custom_plan', true)").query(String.class).single();
    return Where.of(filter, new Where.Known(filter.query() == null ? List.of() : named(workspace, filter.query()),
        clocks.now(workspace), segments.members(), byEntry));
  }

  private List<TagId> named(WorkspaceId workspace, String query) {
    var begun = query.startsWith("#") && query.length() > 1;
    return database.sql().sql("""
        select id from customer.tag
        where workspace_id = :workspace and (lower(name) = :name or :begun and starts_with(lower(name), :name))
        """)
        .param("workspace", workspace.value())
        .param("name", query.substring(begun ? 1 : 0).strip().toLowerCase(java.util.Locale.ROOT))
        .param("begun", begun)
        .query((row, n) -> new TagId(row.getObject(1, UUID.class)))
        .list();
  }

  private record Asked(WorkspaceId workspace, Where where, Customers.Shown shown, boolean inSegment) {}

  /// Looks through the first thousand in the order of the list. Where they do not fill the page, they tell how far one
  /// would have to look; is that too far, those who match are few, and all of them are found by their index and sorted.
  private List<CustomerLine> lines(Asked asked, int rows) {
    var order = ListCursor.order(asked.shown);
    if (!asked.where.isChancy()) {
      return read(asked, walked(asked, rows) + " order by " + order, rows);
    }
    var first = look(asked, FIRST_LOOK, rows);
    if (first.size() == rows) {
      return first;
    }
    var enough = first.isEmpty() ? Integer.MAX_VALUE : LOOKED_TWICE * FIRST_LOOK / first.size() * rows;
    var second = enough > DEEPEST_LOOK ? first : look(asked, enough, rows);
    return second.size() == rows ? second : read(asked, met(asked, order), rows);
  }

  private List<CustomerLine> look(Asked asked, int deep, int rows) {
    var order = ListCursor.order(asked.shown);
    return read(asked, "(select * from %s order by %s limit %d) c where %s order by %s"
        .formatted(walked(asked, deep), order, deep, asked.where.chancy(), order), rows);
  }

  /// In the order in which they came into a segment, the members are walked through.
  private String walked(Asked asked, int most) {
    return asked.shown.sort() == CustomerSort.ENTERED
        ? "(select * from %s where %s) c".formatted(entered(), asked.where.plain())
        : asked.where.walked(asked.shown, most);
  }

  private String entered() {
    return "(select k.*, m.since as entered from (%s) m join customer.customer k on k.id = m.customer_id) c"
        .formatted(segments.members());
  }

  /// All who match, sorted by no more of them than the order needs; the whole rows only of those who are shown.
  private String met(Asked asked, String order) {
    var byEntry = asked.shown.sort() == CustomerSort.ENTERED;
    var needed = new ArrayList<>(List.of("c.id", "c." + asked.shown.sort().column));
    if (asked.shown.sort() == CustomerSort.SEEN) {
      needed.add("c.last_seen_hour");
    }
    return """
        (with met as materialized (select %s from %s where %s),
           shown as (select * from met c order by %s limit :rows)
         select k.*%s from shown join customer.customer k on k.id = shown.id) c order by %s
        """.formatted(String.join(", ", needed), byEntry ? entered() : "customer.customer c", asked.where.all(), order,
            byEntry ? ", shown.entered" : "", order);
  }

  private List<CustomerLine> read(Asked asked, String from, int rows) {
    var shown = asked.shown;
    var entered = !asked.inSegment ? "null::timestamptz"
        : "(select s.since from (" + segments.members() + ") s where s.customer_id = c.id)";
    var wanted = shown.attributes().isEmpty() ? "'{}'" : """
        (select coalesce(jsonb_object_agg(a.key, a.value), '{}') from jsonb_each(c.attributes) a
         where a.key = any (:attributes))::text
        """;
    var query = bind(asked.workspace, asked.where, """
        select c.id, c.name, c.ordered_at, c.first_seen_at, c.last_seen_at, c.kinds, c.orders, c.spent, %s, %s
        from %s limit :rows
        """.formatted(wanted, entered, from)).param("rows", rows);
    if (!shown.attributes().isEmpty()) {
      query = query.param("attributes", shown.attributes().toArray(String[]::new));
    }
    var now = clocks.now(asked.workspace);
    return query.query((row, n) -> line(row, now)).list();
  }

  private CustomerLine line(ResultSet row, Instant now) throws SQLException {
    var kinds = List.of((String[]) row.getArray(6).getArray());
    return new CustomerLine(new CustomerId(row.getObject(1, UUID.class)), row.getString(2),
        Lifecycle.of(kinds, row.getInt(7), timeOrNull(row, 3), now), time(row, 4), time(row, 5), kinds, List.of(),
        row.getInt(7), row.getBigDecimal(8), json.readTree(row.getString(9)), timeOrNull(row, 10));
  }

  private static CustomerLine tagged(CustomerLine line, List<CarriedTag> carried) {
    var names = carried.stream().map(tag -> new CustomerLine.TagName(tag.id(), tag.name())).toList();
    return new CustomerLine(line.id(), line.name(), line.stage(), line.firstSeenAt(), line.lastSeenAt(), line.kinds(),
        names, line.orders(), line.spent(), line.attributes(), line.enteredAt());
  }

  CustomerCount count(WorkspaceId workspace, CustomerFilter filter, boolean exact) {
    return database.apart(() -> {
      var where = where(workspace, filter, false);
      if (exact) {
        database.sql().sql("select set_config('statement_timeout', '15s', true)").query(String.class).single();
        return new CustomerCount(number(workspace, where, "select count(*) from customer.customer c where "
            + where.all()), true);
      }
      var counted = number(workspace, where, "select count(*) from (select from customer.customer c where "
          + where.all() + " limit %d) met".formatted(MOST_COUNTED + 1));
      return counted <= MOST_COUNTED ? new CustomerCount(counted, true)
          : new CustomerCount(Math.max(counted, planned(workspace, where)), false);
    });
  }

  private long number(WorkspaceId workspace, Where where, String sql) {
    return bind(workspace, where, sql).query(Long.class).single();
  }

  /// How many rows the planner expects.
  private long planned(WorkspaceId workspace, Where where) {
    var plan = bind(workspace, where, "explain (format json) select from customer.customer c where " + where.all())
        .query(String.class).single();
    return json.readTree(plan).path(0).path("Plan").path("Plan Rows").asLong();
  }

  List<CustomerId> matching(WorkspaceId workspace, CustomerFilter filter, @Nullable CustomerId after, int limit) {
    return database.apart(() -> {
      var where = where(workspace, filter, false);
      if (after != null) {
        where.and("c.id > :after").param("after", after.value());
      }
      return bind(workspace, where, "select c.id from customer.customer c where " + where.all()
          + " order by c.id limit " + Math.clamp(limit, 1, MOST_AT_ONCE))
          .query((row, n) -> new CustomerId(row.getObject(1, UUID.class))).list();
    });
  }

  Optional<Set<CustomerId>> all(WorkspaceId workspace, CustomerFilter filter, int most) {
    return database.whole(() -> {
      var where = where(workspace, filter, false);
      var found = bind(workspace, where, "select c.id from customer.customer c where %s limit %d"
          .formatted(where.all(), most + 1)).query((row, n) -> new CustomerId(row.getObject(1, UUID.class))).list();
      return found.size() > most ? Optional.empty() : Optional.of(new HashSet<>(found));
    });
  }

  List<String> attributes(WorkspaceId workspace) {
    return database.apart(() -> database.sql().sql("""
        select a.key from (select attributes from customer.customer
          where workspace_id = :workspace and merged_into is null and search <> ''
          order by last_seen_hour desc limit :sample) c
        cross join lateral jsonb_each(c.attributes) a group by a.key order by count(*) desc, a.key limit 200
        """)
        .param("workspace", workspace.value())
        .param("sample", SAMPLE)
        .query(String.class)
        .list());
  }

  private StatementSpec bind(WorkspaceId workspace, Where where, String sql) {
    return database.sql().sql(sql).param("workspace", workspace.value()).params(Map.copyOf(where.params()));
  }

  private static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column) == null ? null : time(row, column);
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
