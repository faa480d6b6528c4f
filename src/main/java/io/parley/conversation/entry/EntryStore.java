package io.parley.conversation.entry;

import io.parley.conversation.entry.Entry.Place;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class EntryStore {
  private final Database database;

  /// How many people came by it, and how many of them became friends by it.
  record Line(Entry entry, int people, int friends, @Nullable Instant lastAt) {}

  EntryStore(Database database) {
    this.database = database;
  }

  /// False if another entry has this code.
  boolean insert(WorkspaceId workspace, Entry entry, Instant at) {
    return written(workspace, entry, at, "on conflict do nothing");
  }

  void save(WorkspaceId workspace, Entry entry, Instant at) {
    written(workspace, entry, at, """
        on conflict (workspace_id, id) do update set name = excluded.name, place = excluded.place,
          greeting = excluded.greeting, button_label = excluded.button_label, button_url = excluded.button_url
        """);
  }

  private boolean written(WorkspaceId workspace, Entry entry, Instant at, String conflict) {
    var button = entry.button();
    return database.sql().sql("""
        insert into conversation.entry (workspace_id, id, name, place, code, greeting, button_label, button_url,
          created_at)
        values (:workspace, :id, :name, :place, :code, :greeting, :label, :url, :at::timestamptz)
        """ + conflict)
        .param("workspace", workspace.value())
        .param("id", entry.id())
        .param("name", entry.name())
        .param("place", entry.place().word())
        .param("code", entry.code())
        .param("greeting", entry.greeting())
        .param("label", button == null ? null : button.label())
        .param("url", button == null ? null : button.url())
        .param("at", at.toString())
        .update() == 1;
  }

  /// All that are not over, the plain one first, then the latest.
  List<Line> lines(WorkspaceId workspace) {
    return database.sql().sql("""
        select e.*, u.people, u.friends, u.last_at from conversation.entry e
        cross join lateral (
          select count(distinct identity_id) as people, count(distinct identity_id) filter (where fresh) as friends,
            max(at) as last_at
          from conversation.entry_use u where u.workspace_id = :workspace and u.entry_id = e.id) u
        where e.workspace_id = :workspace and e.ended_at is null
        order by e.place <> 'plain', e.created_at desc, e.id desc
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> {
          var last = row.getTimestamp("last_at");
          return new Line(entry(row), row.getInt("people"), row.getInt("friends"),
              last == null ? null : last.toInstant());
        })
        .list();
  }

  Optional<Entry> byId(WorkspaceId workspace, UUID id) {
    return one(workspace, "id = :key::uuid", id.toString());
  }

  Optional<Entry> byCode(WorkspaceId workspace, String code) {
    return one(workspace, "code = :key", code);
  }

  Optional<Entry> plain(WorkspaceId workspace) {
    return one(workspace, "place = :key", Place.PLAIN.word());
  }

  private Optional<Entry> one(WorkspaceId workspace, String which, String key) {
    return database.sql().sql("""
        select * from conversation.entry where workspace_id = :workspace and ended_at is null and %s
        """.formatted(which))
        .param("workspace", workspace.value())
        .param("key", key)
        .query((row, n) -> entry(row))
        .optional();
  }

  boolean end(WorkspaceId workspace, UUID id, @Nullable Instant at) {
    return database.sql().sql("""
        update conversation.entry set ended_at = :at::timestamptz
        where workspace_id = :workspace and id = :id and place <> 'plain'
        """)
        .param("at", at == null ? null : at.toString(), java.sql.Types.VARCHAR)
        .param("workspace", workspace.value())
        .param("id", id)
        .update() == 1;
  }

  /// False if that very event was written down before. `fresh` if she became a friend by it.
  boolean use(WorkspaceId workspace, UUID entry, IdentityId identity, String event, Instant at, boolean fresh) {
    return database.sql().sql("""
        insert into conversation.entry_use (workspace_id, entry_id, identity_id, event_id, at, fresh)
        values (:workspace, :entry, :identity, :event, :at::timestamptz, :fresh) on conflict do nothing
        """)
        .param("workspace", workspace.value())
        .param("entry", entry)
        .param("identity", identity.value())
        .param("event", event)
        .param("at", at.toString())
        .param("fresh", fresh)
        .update() == 1;
  }

  /// Who became a friend since then in no known way is no friend of the plain entry any more. True if she did.
  boolean takeOver(WorkspaceId workspace, IdentityId identity, Instant since) {
    return database.sql().sql("""
        delete from conversation.entry_use u using conversation.entry e
        where u.workspace_id = :workspace and e.workspace_id = :workspace and e.id = u.entry_id and e.place = 'plain'
          and u.identity_id = :identity and u.at >= :since::timestamptz
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("since", since.toString())
        .update() > 0;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    var label = row.getString("button_label");
    return new Entry(row.getObject("id", UUID.class), row.getString("name"),
        Place.valueOf(row.getString("place").toUpperCase(Locale.ROOT)), row.getString("code"),
        row.getString("greeting"), label == null ? null : new Entry.Button(label, row.getString("button_url")));
  }
}
