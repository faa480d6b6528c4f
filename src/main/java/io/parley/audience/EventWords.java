package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads what the latest events of some customers are called and say.
@Repository
class EventWords {
  private final Database database;
  private final JsonMapper json;

  EventWords(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void each(WorkspaceId workspace, Collection<CustomerId> customers, int events,
      BiConsumer<String, JsonNode> each) {
    database.tenant(workspace, () -> database.sql().sql("""
        select h.kind, h.name, h.url, h.title, h.properties::text
        from customer.person cross join lateral (
          select * from timeline.happened h where h.workspace_id = :workspace and h.identity_id = person.identity_id
          order by h.at desc, h.position desc limit :events) h
        where person.workspace_id = :workspace and person.customer_id = any (:customers::uuid[])
        """)
        .param("workspace", workspace.value())
        .param("events", events)
        .param("customers", customers.stream().map(CustomerId::toString).toArray(String[]::new))
        .query(row -> {
          var properties = json.readTree(row.getString(5));
          if (properties instanceof ObjectNode object) {
            for (var page : new String[] {"url", "title"}) {
              if (row.getString(page) != null) {
                object.put(page, row.getString(page));
              }
            }
          }
          each.accept(Happenings.name(row.getString(1), row.getString(2)), properties);
        }));
  }
}
