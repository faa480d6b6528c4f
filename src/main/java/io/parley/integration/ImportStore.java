package io.parley.integration;

import io.parley.integration.Import.State;
import io.parley.integration.Rows.Reading;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// SQL of `integration.import` and of the bytes of its file.
@Repository
class ImportStore {
  private final Database database;
  private final JsonMapper json;

  ImportStore(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  void insert(ImportId id, WorkspaceId workspace, Imports.Brought file, Instant now) {
    database.sql().sql("""
        insert into integration.import (id, workspace_id, name, state, reading, unattended, created_at, as_of)
        values (:id, :workspace, :name, 'uploading', '{}', :unattended, :now, :asOf)
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .param("name", file.name())
        .param("unattended", file.unattended())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("asOf", file.writtenAt() == null || file.writtenAt().isAfter(now) ? now.atOffset(ZoneOffset.UTC)
            : file.writtenAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void chunk(ImportId id, WorkspaceId workspace, int n, byte[] bytes) {
    database.sql().sql("""
        insert into integration.import_chunk (workspace_id, import_id, n, bytes) values (:workspace, :id, :n, :bytes)
        """)
        .param("workspace", workspace.value()).param("id", id.value()).param("n", n).param("bytes", bytes).update();
  }

  Optional<byte[]> chunk(ImportId id, WorkspaceId workspace, int n) {
    return database.sql().sql("""
        select bytes from integration.import_chunk where workspace_id = :workspace and import_id = :id and n = :n
        """)
        .param("workspace", workspace.value()).param("id", id.value()).param("n", n)
        .query((row, i) -> row.getBytes(1)).optional();
  }

  void uploaded(ImportId id, WorkspaceId workspace, Reading reading) {
    database.sql().sql("""
        update integration.import set state = 'uploaded', reading = :reading::jsonb
        where workspace_id = :workspace and id = :id
        """)
        .param("reading", json.writeValueAsString(reading))
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update();
  }

  /// Starts the check, also again after a look at the outcome. False if it is too late for that.
  boolean check(ImportId id, WorkspaceId workspace, Reading reading, Mapping mapping) {
    var begun = database.sql().sql("""
        update integration.import set state = 'checking', reading = :reading::jsonb, mapping = :mapping::jsonb,
          rows = 0, bad = 0, amiss = 0, units = 0, problem = null, turn_at = now()
        where workspace_id = :workspace and id = :id and state in ('uploaded', 'checking', 'checked', 'failed')
          and exists (select from integration.import_chunk c where c.import_id = import.id and c.n = 0)
        """)
        .param("reading", json.writeValueAsString(reading))
        .param("mapping", json.writeValueAsString(mapping))
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update() == 1;
    if (begun) {
      forget("integration.import_row", id, workspace);
      forget("integration.import_unit", id, workspace);
    }
    return begun;
  }

  void headings(ImportId id, WorkspaceId workspace, List<String> headings) {
    database.sql().sql("""
        update integration.import set headings = :headings::jsonb where workspace_id = :workspace and id = :id
        """)
        .param("headings", json.writeValueAsString(headings))
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update();
  }

  List<String> headings(Import of) {
    return database.sql().sql("""
        select headings::text from integration.import where workspace_id = :workspace and id = :id
        """)
        .param("workspace", of.workspace().value()).param("id", of.id().value())
        .query((row, n) -> List.of(json.readValue(row.getString(1), String[].class))).single();
  }

  boolean move(ImportId id, WorkspaceId workspace, List<State> from, State into) {
    return database.sql().sql("""
        update integration.import set state = :into, turn_at = now()
        where workspace_id = :workspace and id = :id and state = any (:from)
        """)
        .param("into", into.word())
        .param("from", from.stream().map(State::word).toArray(String[]::new))
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update() == 1;
  }

  void fail(ImportId id, WorkspaceId workspace, Says problem) {
    database.sql().sql("""
        update integration.import set state = 'failed', problem = :problem::jsonb
        where workspace_id = :workspace and id = :id and state in ('uploading', 'checking', 'running', 'folding')
        """)
        .param("problem", json.writeValueAsString(problem))
        .param("workspace", workspace.value())
        .param("id", id.value())
        .update();
  }

  /// Counts rows in as checked. False if somebody else moved the count meanwhile, or the check was begun anew.
  boolean checked(Import of, int before, List<ImportRowStore.Checked> rows) {
    return database.sql().sql("""
        update integration.import set rows = rows + :rows, bad = bad + :bad, amiss = amiss + :amiss, turn_at = now()
        where workspace_id = :workspace and id = :id and state = 'checking' and rows = :before
          and mapping = :mapping::jsonb
        """)
        .param("rows", rows.size())
        .param("bad", (int) rows.stream().filter(row -> row.reason() != null).count())
        .param("amiss", (int) rows.stream().filter(row -> row.amiss() != null).count())
        .param("before", before)
        .param("mapping", json.writeValueAsString(of.mapping()))
        .param("workspace", of.workspace().value())
        .param("id", of.id().value())
        .update() == 1;
  }

  void told(Import of, int done, Vouching.Count count, Instant now) {
    database.sql().sql("""
        update integration.import set done = :done, fresh = fresh + :fresh, changed = changed + :changed,
          state = case when :done >= units then 'folding' else state end, told_at = :now, turn_at = now()
        where workspace_id = :workspace and id = :id
        """)
        .param("done", done)
        .param("fresh", count.fresh())
        .param("changed", count.changed())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("workspace", of.workspace().value())
        .param("id", of.id().value())
        .update();
  }

  /// The import is over. What it was read from goes; rows that could not be taken stay, for whoever wants to mend them.
  void done(Import of, Import.@Nullable Result result, Instant now) {
    database.sql().sql("""
        update integration.import set state = 'done', result = :result::jsonb, ended_at = :now
        where workspace_id = :workspace and id = :id and state = 'folding'
        """)
        .param("result", result == null ? null : json.writeValueAsString(result))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("workspace", of.workspace().value())
        .param("id", of.id().value())
        .update();
    forget("integration.import_chunk", of.id(), of.workspace());
    forget("integration.import_unit", of.id(), of.workspace());
    database.sql().sql("""
        delete from integration.import_row where workspace_id = :workspace and import_id = :id and reason is null
        """).param("workspace", of.workspace().value()).param("id", of.id().value()).update();
  }

  void forget(String table, ImportId id, WorkspaceId workspace) {
    database.sql().sql("delete from " + table + " where workspace_id = :workspace and import_id = :id")
        .param("workspace", workspace.value()).param("id", id.value()).update();
  }

  boolean delete(ImportId id, WorkspaceId workspace) {
    return database.sql().sql("delete from integration.import where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value()).param("id", id.value()).update() == 1;
  }

  Optional<Import> get(ImportId id, WorkspaceId workspace, boolean lock) {
    return database.sql().sql("select * from integration.import where workspace_id = :workspace and id = :id"
        + (lock ? " for update" : ""))
        .param("workspace", workspace.value()).param("id", id.value()).query((row, n) -> read(row)).optional();
  }

  List<Import> latest(WorkspaceId workspace, int limit) {
    return database.sql().sql("""
        select * from integration.import where workspace_id = :workspace and state <> 'uploading'
        order by created_at desc, id limit :limit
        """)
        .param("workspace", workspace.value()).param("limit", limit).query((row, n) -> read(row)).list();
  }

  /// Whose turn it is.
  Optional<Import> next() {
    return database.sql().sql("""
        select * from integration.import where state in ('checking', 'running', 'folding') order by turn_at limit 1
        /* any workspace: imports of all take turns */
        """).query((row, n) -> read(row)).optional();
  }

  /// Forgets what holds people's data and waits for nobody any more: uploads that broke off, files that were never
  /// run, rows that nobody came to mend.
  void tidy(Instant before) {
    database.sql().sql("""
        delete from integration.import where state in ('uploading', 'uploaded', 'checked', 'failed')
          and created_at < :before /* any workspace: what is kept too long */
        """).param("before", before.atOffset(ZoneOffset.UTC)).update();
    database.sql().sql("""
        delete from integration.import_row r using integration.import i
        where i.id = r.import_id and i.workspace_id = r.workspace_id and i.ended_at < :before
        """).param("before", before.atOffset(ZoneOffset.UTC)).update();
  }

  void waitATurn(Import of) {
    database.sql().sql("""
        update integration.import set turn_at = now() where workspace_id = :workspace and id = :id
        """).param("workspace", of.workspace().value()).param("id", of.id().value()).update();
  }

  private Import read(ResultSet row) throws SQLException {
    var mapping = row.getString("mapping");
    var result = row.getString("result");
    var problem = row.getString("problem");
    return new Import(
        new ImportId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getInt("workspace_id")),
        row.getString("name"),
        State.of(row.getString("state")),
        json.readValue(row.getString("reading"), Reading.class),
        mapping == null ? null : json.readValue(mapping, Mapping.class),
        row.getBoolean("unattended"),
        new Import.Counts(row.getInt("rows"), row.getInt("bad"), row.getInt("amiss"), row.getInt("units"),
            row.getInt("done"), row.getInt("fresh"), row.getInt("changed")),
        result == null ? null : json.readValue(result, Import.Result.class),
        problem == null ? null : json.readValue(problem, Says.class),
        moments(row));
  }

  private static Import.Moments moments(ResultSet row) throws SQLException {
    var createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
    return new Import.Moments(createdAt, Optional.ofNullable(time(row, "as_of")).orElse(createdAt),
        time(row, "told_at"), time(row, "ended_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
