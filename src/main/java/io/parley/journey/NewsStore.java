package io.parley.journey;

import static io.parley.journey.RunStore.texts;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Who looked at what, and what became of it.
@Repository
class NewsStore {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Database database;

  record Interest(JourneyId journey, IdentityId identity, String product, Instant at) {}

  /// @param said what messages may say of the product
  /// @param cursor people behind it are still to come in
  record News(UUID id, JourneyId journey, String product, Instant at, Map<String, String> said,
      @Nullable IdentityId cursor) {
    static News of(JourneyId journey, String product, Instant at, Map<String, String> said) {
      return new News(Ids.next(), journey, product, at, said, null);
    }
  }

  record Wanting(IdentityId identity, CustomerId customer) {}

  NewsStore(Database database) {
    this.database = database;
  }

  /// The last time stays.
  void interested(WorkspaceId workspace, Collection<Interest> some) {
    if (some.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into journey.interest as i (workspace_id, journey_id, identity_id, product, at)
        select distinct on (journey, product, identity) :workspace, journey, identity, product, at
        from unnest(:journeys::uuid[], :identities::uuid[], :products, :ats::timestamptz[])
          as t (journey, identity, product, at)
        order by journey, product, identity, at desc
        on conflict (workspace_id, journey_id, product, identity_id) do update
          set at = greatest(i.at, excluded.at)
        """)
        .param("workspace", workspace.value())
        .param("journeys", texts(some, one -> one.journey.toString()))
        .param("identities", texts(some, one -> one.identity.toString()))
        .param("products", texts(some, Interest::product))
        .param("ats", texts(some, one -> one.at.toString()))
        .update();
  }

  void tell(WorkspaceId workspace, Collection<News> some) {
    some.forEach(news -> database.sql().sql("""
        insert into journey.news (id, workspace_id, journey_id, product, at, said)
        values (:id, :workspace, :journey, :product, :at, :said::jsonb)
        """)
        .param("id", news.id).param("workspace", workspace.value()).param("journey", news.journey.value())
        .param("product", news.product).param("at", Timestamp.from(news.at))
        .param("said", JSON.writeValueAsString(news.said)).update());
  }

  Optional<News> claim(WorkspaceId workspace, Instant now) {
    return database.sql().sql("""
        select id, journey_id, product, at, said, cursor from journey.news
        where workspace_id = :workspace and at <= :now::timestamptz order by at, id limit 1 for update skip locked
        """)
        .param("workspace", workspace.value()).param("now", now.toString())
        .query((row, n) -> {
          var cursor = row.getObject(6, UUID.class);
          return new News(row.getObject(1, UUID.class), new JourneyId(row.getObject(2, UUID.class)), row.getString(3),
              JourneyStore.at(row, "at"), JSON.readValue(row.getString(5), TEXTS),
              cursor == null ? null : new IdentityId(cursor));
        }).optional();
  }

  /// Who looked at it between these times, by their identities, some after the cursor.
  List<Wanting> wanting(WorkspaceId workspace, News news, Instant since, int most) {
    return database.sql().sql("""
        select i.identity_id, p.customer_id from journey.interest i
        join customer.person p on p.workspace_id = i.workspace_id and p.identity_id = i.identity_id
        where i.workspace_id = :workspace and i.journey_id = :journey and i.product = :product
          and i.at >= :since::timestamptz and i.at <= :until::timestamptz
          and (:cursor::uuid is null or i.identity_id > :cursor::uuid)
        order by i.identity_id limit :most
        """)
        .param("workspace", workspace.value()).param("journey", news.journey.value()).param("product", news.product)
        .param("since", since.toString()).param("until", news.at.toString()).param("most", most)
        .param("cursor", news.cursor == null ? null : news.cursor.toString())
        .query((row, n) -> new Wanting(new IdentityId(row.getObject(1, UUID.class)),
            new CustomerId(row.getObject(2, UUID.class)))).list();
  }

  void move(WorkspaceId workspace, News news, IdentityId cursor) {
    database.sql().sql("update journey.news set cursor = :cursor where workspace_id = :workspace and id = :id")
        .param("cursor", cursor.value()).param("workspace", workspace.value()).param("id", news.id).update();
  }

  /// Everybody came in; who looked at it too long ago is forgotten with it.
  void done(WorkspaceId workspace, News news, Instant since) {
    database.sql().sql("delete from journey.news where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", news.id).update();
    database.sql().sql("""
        delete from journey.interest where workspace_id = :workspace and journey_id = :journey
          and product = :product and at < :since::timestamptz
        """).param("workspace", workspace.value()).param("journey", news.journey.value())
        .param("product", news.product).param("since", since.toString()).update();
  }

  Optional<Instant> next(WorkspaceId workspace) {
    return database.sql().sql("select min(at) from journey.news where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant))
        .single();
  }

  List<WorkspaceId> waiting() {
    return database.sql().sql("""
        select /* any workspace: the door of due work asks who has some */ distinct workspace_id from journey.news
        """).query((row, n) -> new WorkspaceId(row.getInt(1))).list();
  }
}
