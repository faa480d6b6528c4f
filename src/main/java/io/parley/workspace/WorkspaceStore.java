package io.parley.workspace;

import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

@Component
class WorkspaceStore {
  private static final String COLUMNS = """
      workspace_id, name, locale, time_zone, currency, consent_mode, sites, shop_url, persona, write_key
      """;

  private final Database database;
  private final JsonMapper json;

  WorkspaceStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  Optional<Workspace> byWriteKey(String writeKey) {
    return database.sql().sql("select " + COLUMNS + " from workspace.workspace where write_key = :key")
        .param("key", writeKey).query(this::workspace).optional();
  }

  Optional<Workspace> byId(WorkspaceId id) {
    return database.sql().sql("select " + COLUMNS + " from workspace.workspace where workspace_id = :id")
        .param("id", id.value()).query(this::workspace).optional();
  }

  List<Workspace> all() {
    return database.sql().sql("select " + COLUMNS + " from workspace.workspace order by workspace_id")
        .query(this::workspace).list();
  }

  Workspace insert(Workspaces.NewWorkspace fresh, String writeKey, Instant at) {
    return database.sql().sql("""
        insert into workspace.workspace
          (name, locale, time_zone, currency, shop_url, sites, persona, write_key, created_at)
        values (:name, :locale, :zone, :currency, :shop, :sites, :persona::jsonb, :key, :at)
        returning %s
        """.formatted(COLUMNS))
        .param("name", fresh.name())
        .param("locale", fresh.locale())
        .param("zone", ZoneId.of(fresh.timeZone()).getId())
        .param("currency", fresh.currency())
        .param("shop", fresh.shopUrl())
        .param("sites", fresh.sites().toArray(String[]::new))
        .param("persona", json.writeValueAsString(fresh.persona()))
        .param("key", writeKey)
        .param("at", Timestamp.from(at))
        .query(this::workspace)
        .single();
  }

  void update(WorkspaceId id, Workspaces.WorkspaceChange change) {
    database.sql().sql("""
        update workspace.workspace set name = coalesce(:name, name), consent_mode = coalesce(:mode, consent_mode),
          sites = coalesce(:sites::text[], sites)
        where workspace_id = :id
        """)
        .param("name", change.name())
        .param("mode", change.consentMode())
        .param("sites", change.sites() == null ? null : change.sites().toArray(String[]::new))
        .param("id", id.value())
        .update();
  }

  void insertKey(WorkspaceId id, String name, String hash, String lastFour, Set<Scope> scopes, Instant at) {
    database.sql().sql("""
        insert into workspace.api_key (id, workspace_id, name, key_hash, last_four, scopes, created_at)
        values (:id, :workspace, :name, :hash, :last, :scopes, :at)
        """)
        .param("id", Ids.next())
        .param("workspace", id.value())
        .param("name", name)
        .param("hash", hash)
        .param("last", lastFour)
        .param("scopes", scopes.stream().map(Scope::word).toArray(String[]::new))
        .param("at", Timestamp.from(at))
        .update();
  }

  List<Workspaces.ApiKey> keys(WorkspaceId id) {
    return database.sql().sql("""
        select id, name, scopes, created_at, last_four from workspace.api_key where workspace_id = :workspace
        order by created_at
        """)
        .param("workspace", id.value())
        .query((row, n) -> new Workspaces.ApiKey(row.getObject(1, java.util.UUID.class), row.getString(2), "api",
            List.of((String[]) row.getArray(3).getArray()), row.getTimestamp(4).toInstant(), row.getString(5)))
        .list();
  }

  private Workspace workspace(ResultSet row, int n) throws SQLException {
    return new Workspace(
        new WorkspaceId(row.getInt("workspace_id")),
        row.getString("name"),
        row.getString("locale"),
        ZoneId.of(row.getString("time_zone")),
        row.getString("currency").strip(),
        row.getString("consent_mode"),
        List.of((String[]) row.getArray("sites").getArray()),
        row.getString("shop_url"),
        json.readValue(row.getString("persona"), Workspace.Persona.class),
        row.getString("write_key"));
  }
}
