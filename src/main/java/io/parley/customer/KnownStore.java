package io.parley.customer;

import io.parley.customer.Profile.Word;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Reads what is known of many customers at once, and walks through all of them in the order of their ids.
@Repository
class KnownStore {
  private static final int ROWS_A_FETCH = 5_000;

  private final Database database;
  private final ProfileStore profiles;

  KnownStore(Database database, ProfileStore profiles) {
    this.database = database;
    this.profiles = profiles;
  }

  private record Row(CustomerId customer, IdentityKey key, Instant metAt, Map<String, Word> words) {}

  Map<CustomerId, Known> of(WorkspaceId workspace, Collection<CustomerId> customers, boolean traits) {
    var rows = new HashMap<CustomerId, List<Row>>();
    database.tenant(workspace, () -> database.sql().sql("""
        select customer_id, kind, value, met_at, case when :traits then traits::text else '{}' end
        from customer.identity where workspace_id = :workspace and customer_id = any (:ids::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("traits", traits)
        .param("ids", Columns.texts(customers, CustomerId::toString))
        .query(row -> {
          var one = new Row(new CustomerId(row.getObject(1, UUID.class)),
              new IdentityKey(row.getString(2), row.getString(3)), row.getObject(4, OffsetDateTime.class).toInstant(),
              words(profiles.tree(row.getString(5))));
          rows.computeIfAbsent(one.customer, _ -> new ArrayList<>()).add(one);
        }));
    var known = new HashMap<CustomerId, Known>();
    rows.forEach((customer, of) -> known.put(customer, known(of)));
    return known;
  }

  private static Map<String, Word> words(JsonNode told) {
    var words = new TreeMap<String, Word>();
    told.properties().forEach(one ->
        words.put(one.getKey(), new Word(one.getValue().path(0), one.getValue().path(1).asLong())));
    return words;
  }

  private static Known known(List<Row> rows) {
    var kinds = new HashMap<String, Instant>();
    var values = new HashMap<String, List<String>>();
    var latest = new TreeMap<String, Word>();
    for (var row : rows) {
      values.computeIfAbsent(row.key.kind(), _ -> new ArrayList<>()).add(row.key.value());
      kinds.merge(row.key.kind(), row.metAt, (one, other) -> one.isBefore(other) ? one : other);
      row.words.forEach((trait, word) -> latest.merge(trait, word, Word::later));
    }
    var traits = new HashMap<String, Known.Trait>();
    latest.forEach((trait, word) -> {
      if (!trait.equals(Profile.CHANNEL_NAME) && !word.value().isNull()) {
        traits.put(trait, new Known.Trait(word.value(), time(word.micros())));
      }
    });
    var name = Profile.of(rows.stream().map(row -> new Profile.Part(row.key, row.words)).toList()).name();
    if (name != null) {
      var since = List.of("name", "firstName", "lastName", Profile.CHANNEL_NAME).stream().map(latest::get)
          .filter(word -> word != null).mapToLong(Word::micros).max().orElse(0);
      traits.put("name", new Known.Trait(StringNode.valueOf(name), time(since)));
    }
    return new Known(traits, kinds, values);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  List<CustomerId> after(WorkspaceId workspace, CustomerId cursor, int limit) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select id from customer.customer where workspace_id = :workspace and id > :cursor order by id limit :limit
        """)
        .param("workspace", workspace.value())
        .param("cursor", cursor.value())
        .param("limit", limit)
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  /// Drawn by lot, each with the same probability: those behind a chance place in the order of their ids' hashes. As
  /// the engine, because under a policy the hash could not be looked up.
  List<CustomerId> some(WorkspaceId workspace, int limit) {
    return database.apart(() -> database.sql().sql("""
        with drawn as materialized (select (random() * 4294967295 - 2147483648)::bigint::int as lot)
        (select id from customer.customer where workspace_id = :workspace and merged_into is null
           and uuid_hash(id) >= (select lot from drawn) order by uuid_hash(id) limit :limit)
        union all
        (select id from customer.customer where workspace_id = :workspace and merged_into is null
           and uuid_hash(id) < (select lot from drawn) order by uuid_hash(id) limit :limit)
        limit :limit
        """)
        .param("workspace", workspace.value())
        .param("limit", limit)
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list());
  }

  Optional<Set<CustomerId>> having(WorkspaceId workspace, String name, int most, Predicate<JsonNode> fits) {
    var told = name.equals("name") ? "coalesce(to_jsonb(name), attributes -> 'name')" : "attributes -> :name";
    return database.whole(() -> database.sql().sql("""
        select id, (%1$s)::text from customer.customer
        where workspace_id = :workspace and merged_into is null and %1$s is not null
        """.formatted(told))
        .param("workspace", workspace.value())
        .params(name.equals("name") ? Map.of() : Map.of("name", name))
        .withFetchSize(ROWS_A_FETCH)
        .query((ResultSet rows) -> {
          var values = new HashMap<String, Boolean>();
          return some(rows, most, () -> {
            if (values.size() > ROWS_A_FETCH) {
              values.clear();
            }
            return values.computeIfAbsent(rows.getString(2), text -> fits.test(profiles.tree(text)));
          });
        }));
  }

  Optional<Set<CustomerId>> buyers(WorkspaceId workspace, int most, IntPredicate orders) {
    return database.whole(() -> database.sql().sql("""
        select id, orders from customer.customer where workspace_id = :workspace and merged_into is null and orders > 0
        """)
        .param("workspace", workspace.value())
        .withFetchSize(ROWS_A_FETCH)
        .query((ResultSet rows) -> some(rows, most, () -> orders.test(rows.getInt(2)))));
  }

  private interface Fitting {
    boolean fits() throws SQLException;
  }

  private static Optional<Set<CustomerId>> some(ResultSet rows, int most, Fitting fitting) throws SQLException {
    var some = new HashSet<CustomerId>();
    while (rows.next()) {
      if (fitting.fits()) {
        some.add(new CustomerId(rows.getObject(1, UUID.class)));
      }
      if (some.size() > most) {
        return Optional.empty();
      }
    }
    return Optional.of(some);
  }

  int count(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql()
        .sql("select count(*) from customer.customer where workspace_id = :workspace and merged_into is null")
        .param("workspace", workspace.value()).query(Integer.class).single());
  }
}
