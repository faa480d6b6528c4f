package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identities.Span;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What happened, kept by identity and month.
@Component
class EventStore {
  private static final int MOST_A_PAGE = 100;
  private static final int LONGEST_ADDRESS = 2_000;
  private static final int LONGEST_TITLE = 300;
  private static final int BYTES_AN_EVENT = 400;

  private final Database database;
  private final Customers customers;
  private final Workspaces workspaces;
  private final JsonMapper json;
  private final Months months;

  EventStore(Database database, Customers customers, Workspaces workspaces, JsonMapper json, Months months) {
    this.database = database;
    this.customers = customers;
    this.workspaces = workspaces;
    this.json = json;
    this.months = months;
  }

  void keep(WorkspaceId workspace, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    months.make(facts.stream().map(fact -> YearMonth.from(fact.at().atOffset(ZoneOffset.UTC))).distinct().toList());
    var rows = CopyRows.begin(facts.size() * BYTES_AN_EVENT);
    for (var fact : facts) {
      rows.row(12).bigint(fact.position()).integer(workspace.value()).uuid(fact.identity().value()).time(fact.at())
          .time(fact.receivedAt()).text(fact.kind()).text(fact.name()).text(cut(fact.url(), LONGEST_ADDRESS))
          .text(cut(fact.title(), LONGEST_TITLE)).text(channel(fact)).text(text(fact)).jsonb(properties(fact));
    }
    rows.end();
    database.copy("""
        copy timeline.event (position, workspace_id, identity_id, at, received_at, kind, name, url, title, channel,
          text, properties) from stdin (format binary)
        """, rows.bytes(), rows.length());
  }

  private static @Nullable String cut(@Nullable String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length);
  }

  /// What a file told of somebody came over no channel: she did nothing herself.
  private static @Nullable String channel(Fact fact) {
    if (fact.vouched() && fact.kind().equals(FactKind.IDENTIFY)) {
      return null;
    }
    if (FactKind.OF_SEGMENT.contains(fact.kind())) {
      var ordered = fact.properties().path("channel");
      return fact.vouched() && ordered.isString() ? ordered.stringValue() : "web";
    }
    var channel = fact.body().path("channel");
    return channel.isString() ? channel.stringValue() : null;
  }

  private static @Nullable String text(Fact fact) {
    var text = fact.body().path("text");
    return FactKind.OF_MODULES.contains(fact.kind()) && text.isString() ? text.stringValue() : null;
  }

  private static byte[] properties(Fact fact) {
    var node = switch (fact.kind()) {
      case FactKind.PAGE, FactKind.SCREEN, FactKind.TRACK -> fact.body().path("properties");
      case FactKind.IDENTIFY, FactKind.GROUP -> fact.body().path("traits");
      case FactKind.ALIAS -> fact.body().path("context").path("page");
      default -> withoutOthers(fact.body());
    };
    return (node.isObject() ? node.toString() : "{}").getBytes(StandardCharsets.UTF_8);
  }

  /// Whom else a fact names stays in the log alone: who is erased must not be found on the timelines of others.
  private static JsonNode withoutOthers(JsonNode body) {
    return body instanceof ObjectNode fact && fact.has("identities") ? fact.deepCopy().without("identities") : body;
  }

  /// When the identities of these customers were first and last seen doing something themselves.
  Map<CustomerId, Span> spans(WorkspaceId workspace, Collection<CustomerId> of) {
    var spans = new HashMap<CustomerId, Span>();
    var members = List.copyOf(customers.identitiesOf(workspace, of).entrySet());
    database.sql().sql("""
        select i.customer_id, min(e.at), max(e.at)
        from unnest(:ids::uuid[], :customers::uuid[]) i (id, customer_id)
        join timeline.event e on e.workspace_id = :workspace and e.identity_id = i.id
        where (e.kind = any (:calls) and e.channel is not null)
          or (e.kind = 'message' and e.properties ->> 'direction' = 'in')
        group by 1
        """)
        .param("workspace", workspace.value())
        .param("ids", members.stream().map(member -> member.getKey().toString()).toArray(String[]::new))
        .param("customers", members.stream().map(member -> member.getValue().toString()).toArray(String[]::new))
        .param("calls", FactKind.OF_SEGMENT.toArray(String[]::new))
        .query(row -> {
          spans.put(new CustomerId(row.getObject(1, UUID.class)), new Span(time(row, 2), time(row, 3)));
        });
    return spans;
  }

  private String[] identities(WorkspaceId workspace, CustomerId customer) {
    return customers.identities(workspace, customer).stream().map(identity -> identity.id().toString())
        .toArray(String[]::new);
  }

  /// What rules did with tags is read where the tags stand, so that it is always what was worked out last.
  private static final String TAGGED = """
       union all select e.position, e.at, e.kind, e.kind, null, null, null, e.tag,
        jsonb_strip_nulls(jsonb_build_object('tagId', e.tag_id, 'ruleId', e.rule_id, 'until', e.expires_at))
      from customer.tag_line e where e.workspace_id = :workspace and e.identity_id = any (:ids::uuid[])
      """;

  private record Row(long position, Instant at, TimelineEntry entry) {}

  Page<TimelineEntry> page(WorkspaceId workspace, CustomerId customer, TimelineEntry.@Nullable Kind kind,
      @Nullable String cursor, int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var after = cursor == null ? null : Cursor.read(cursor);
    return database.tenant(workspace, () -> {
      var currency = workspaces.get(workspace).currency();
      var survivor = customers.survivor(workspace, customer).orElseThrow(Problem::notFound);
      var later = after == null ? "" : " and (e.at, e.position) < (:at, :position) ";
      var happened = """
          select e.position, e.at, e.kind, e.name, e.title, e.url, e.channel, e.text, e.properties
          from unnest(:ids::uuid[]) i (id)
          cross join lateral (
            select * from timeline.event e where e.workspace_id = :workspace and e.identity_id = i.id
          """ + later + (kind == null ? "" : " and " + EntryKind.where(kind))
          + " order by e.at desc, e.position desc limit :rows) e";
      var lines = kind == null || kind == TimelineEntry.Kind.tag ? happened + TAGGED + later : happened;
      var sql = "select position, at, kind, name, title, url, channel, text, properties::text from (" + lines
          + ") line order by at desc, position desc limit :rows";
      var rows = database.sql().sql(sql)
          .param("ids", identities(workspace, survivor))
          .param("workspace", workspace.value())
          .param("at", after == null ? null : after.at.atOffset(ZoneOffset.UTC))
          .param("position", after == null ? null : after.position)
          .param("rows", size + 1)
          .query((row, n) -> new Row(row.getLong(1), time(row, 2), entry(row, currency)))
          .list();
      var page = Page.cut(rows, size, row -> new Cursor(row.at, row.position).text());
      return new Page<>(page.items().stream().map(Row::entry).toList(), page.next());
    });
  }

  private TimelineEntry entry(ResultSet row, String currency) throws SQLException {
    var properties = json.readTree(row.getString(9));
    var kind = EntryKind.of(row.getString(3), row.getString(4));
    return new TimelineEntry(row.getLong(1), time(row, 2), kind, row.getString(4), title(kind, row, properties),
        row.getString(6), row.getString(7), row.getString(8), EntryKind.amount(kind, properties, currency),
        properties);
  }

  private static @Nullable String title(TimelineEntry.Kind kind, ResultSet row, JsonNode properties)
      throws SQLException {
    var product = properties.path("name");
    return (kind == TimelineEntry.Kind.product || kind == TimelineEntry.Kind.cart) && product.isString()
        ? product.stringValue() : row.getString(5);
  }

  private record Cursor(Instant at, long position) {
    String text() {
      return at + "~" + position;
    }

    static Cursor read(String text) {
      try {
        var parts = text.split("~", 2);
        return new Cursor(Instant.parse(parts[0]), Long.parseLong(parts[1]));
      } catch (RuntimeException notOurs) {
        throw Problem.invalid("cursor", "這個翻頁記號不能用，請從第一頁開始",
            "This cursor cannot be used. Start from the first page");
      }
    }
  }

  private static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
