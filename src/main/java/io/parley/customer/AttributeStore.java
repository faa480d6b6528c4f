package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AttributeStore {
  private static final int MOST_VERSIONS = 200;

  private final Database database;
  private final JsonMapper json;

  /// What an attribute of an identity is from then on.
  record Version(IdentityId identity, String name, JsonNode value, Instant at) {}

  /// Values of one attribute that did not fit: how many, and the latest.
  record Misfits(String name, long count, IdentityId identity, String value, Instant at) {}

  AttributeStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  List<DefinedAttribute> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select * from customer.attribute where workspace_id = :workspace order by defined_at, name
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> attribute(row))
        .list();
  }

  void save(WorkspaceId workspace, DefinedAttribute one) {
    database.sql().sql("""
        insert into customer.attribute as a (workspace_id, name, type, label_zh, label_en, choices, version, defined_at)
        values (:workspace, :name, :type, :zh, :en, :choices, 1, :at::timestamptz)
        on conflict (workspace_id, name) do update set type = excluded.type, label_zh = excluded.label_zh,
          label_en = excluded.label_en, choices = excluded.choices, version = a.version + 1,
          defined_at = case when (a.type, a.choices) = (excluded.type, excluded.choices) then a.defined_at
            else excluded.defined_at end, misfits = 0, misfit = null, misfit_at = null, misfit_identity = null
        """)
        .param("workspace", workspace.value()).param("name", one.name()).param("type", one.type().word())
        .param("zh", one.labelZh()).param("en", one.labelEn())
        .param("choices", one.choices().toArray(String[]::new)).param("at", one.definedAt().toString())
        .update();
  }

  void delete(WorkspaceId workspace, String name) {
    database.sql().sql("delete from customer.attribute where workspace_id = :workspace and name = :name")
        .param("workspace", workspace.value()).param("name", name).update();
  }

  void copy(WorkspaceId from, WorkspaceId into) {
    database.sql().sql("""
        insert into customer.attribute (workspace_id, name, type, label_zh, label_en, choices, version, defined_at)
        select :into, name, type, label_zh, label_en, choices, version, defined_at from customer.attribute
        where workspace_id = :workspace
        """)
        .param("workspace", from.value()).param("into", into.value()).update();
  }

  void misfits(WorkspaceId workspace, Collection<Misfits> misfits) {
    database.sql().sql("""
        update customer.attribute a set misfits = misfits + m.count, misfit = m.value, misfit_at = m.at,
          misfit_identity = m.identity
        from unnest(:names, :counts::bigint[], :identities::uuid[], :values, :ats::timestamptz[])
          m (name, count, identity, value, at)
        where a.workspace_id = :workspace and a.name = m.name
        """)
        .param("workspace", workspace.value())
        .param("names", Columns.texts(misfits, Misfits::name))
        .param("counts", Columns.texts(misfits, one -> Long.toString(one.count)))
        .param("identities", Columns.texts(misfits, one -> one.identity.toString()))
        .param("values", Columns.texts(misfits, Misfits::value))
        .param("ats", Columns.texts(misfits, one -> one.at.toString()))
        .update();
  }

  void keep(WorkspaceId workspace, List<Version> versions) {
    if (versions.isEmpty()) {
      return;
    }
    database.sql().sql("""
        insert into customer.attribute_version (workspace_id, identity_id, name, value, at)
        select :workspace, v.* from unnest(:identities::uuid[], :names, :values::jsonb[], :ats::timestamptz[]) v
        """)
        .param("workspace", workspace.value())
        .param("identities", Columns.texts(versions, one -> one.identity.toString()))
        .param("names", Columns.texts(versions, Version::name))
        .param("values", Columns.texts(versions, one -> one.value.toString()))
        .param("ats", Columns.texts(versions, one -> one.at.toString()))
        .update();
  }

  /// Of all her identities, the latest first.
  List<Version> versions(WorkspaceId workspace, CustomerId customer) {
    return database.sql().sql("""
        select v.identity_id, v.name, v.value::text, v.at from customer.identity i
        join customer.attribute_version v on v.identity_id = i.id
        where i.workspace_id = :workspace and v.workspace_id = :workspace and i.customer_id = :customer
        order by v.at desc, v.id desc limit :most
        """)
        .param("workspace", workspace.value()).param("customer", customer.value()).param("most", MOST_VERSIONS)
        .query((row, n) -> new Version(new IdentityId(row.getObject(1, java.util.UUID.class)), row.getString(2),
            json.readTree(row.getString(3)), row.getObject(4, OffsetDateTime.class).toInstant()))
        .list();
  }

  private static DefinedAttribute attribute(ResultSet row) throws SQLException {
    var value = row.getString("misfit");
    var misfit = value == null ? null : new DefinedAttribute.Misfit(row.getLong("misfits"), value,
        row.getObject("misfit_at", OffsetDateTime.class).toInstant());
    return new DefinedAttribute(row.getString("name"), AttributeType.of(row.getString("type")).orElseThrow(),
        row.getString("label_zh"), row.getString("label_en"), texts(row.getArray("choices")), row.getInt("version"),
        row.getObject("defined_at", OffsetDateTime.class).toInstant(), misfit);
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
