package io.parley.outreach;

import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// SQL of links that are followed, and of their clicks.
@Repository
class LinkRows {
  private final Database database;

  /// A link as a click finds it.
  record Link(long id, WorkspaceId workspace, Source source, String url) {}

  LinkRows(Database database) {
    this.database = database;
  }

  Map<String, Long> ensure(WorkspaceId workspace, Source source, List<String> urls) {
    var ids = known(workspace, source, urls);
    if (ids.size() < urls.size()) {
      var missing = urls.stream().filter(url -> !ids.containsKey(url)).distinct().toArray(String[]::new);
      database.sql().sql("""
          insert into outreach.link (workspace_id, source, source_id, step, name, url)
          select :workspace, :source, :id, :step, :name, url from unnest(:urls) u (url)
          on conflict (workspace_id, source, source_id, step, md5(url)) do nothing
          """)
          .param("workspace", workspace.value())
          .param("source", source.kind().word())
          .param("id", source.id())
          .param("step", source.step())
          .param("name", source.name())
          .param("urls", missing)
          .update();
      ids.putAll(known(workspace, source, List.of(missing)));
    }
    return ids;
  }

  /// Those that are there, also by whom this one had to wait for.
  private Map<String, Long> known(WorkspaceId workspace, Source source, List<String> urls) {
    var ids = new HashMap<String, Long>();
    database.sql().sql("""
        select l.id, l.url from unnest(:urls) u (url) join outreach.link l on l.workspace_id = :workspace
          and l.source = :source and l.source_id = :id and l.step = :step and md5(l.url) = md5(u.url)
        """)
        .param("workspace", workspace.value())
        .param("source", source.kind().word())
        .param("id", source.id())
        .param("step", source.step())
        .param("urls", urls.toArray(String[]::new))
        .query(row -> {
          ids.put(row.getString(2), row.getLong(1));
        });
    return ids;
  }

  Optional<Link> get(long id) {
    return database.sql().sql("""
        select workspace_id, source, source_id, step, name, url from outreach.link where id = :id
          /* any workspace: the signed token names it */
        """)
        .param("id", id)
        .query((row, n) -> new Link(id, new WorkspaceId(row.getInt(1)), new Source(Source.Kind.of(row.getString(2)),
            row.getObject(3, UUID.class), row.getString(4), row.getString(5)), row.getString(6)))
        .optional();
  }

  /// By what name the identity is known; empty if it is there no more.
  Optional<IdentityKey> key(WorkspaceId workspace, IdentityId identity) {
    return database.sql().sql("""
        select kind, value from customer.addressed where workspace_id = :workspace and identity_id = :id
        """)
        .param("workspace", workspace.value())
        .param("id", identity.value())
        .query((row, n) -> new IdentityKey(row.getString(1), row.getString(2)))
        .optional();
  }

  /// When the message with this link went to her last, by the channel's word or ours.
  Optional<Instant> sentAt(Link link, IdentityId identity) {
    return database.sql().sql("""
        select coalesce(settled_at, went_at) as at from outreach.send
        where workspace_id = :workspace and identity_id = :identity and source = :source and source_id = :id
          and went_at is not null
        order by went_at desc limit 1
        """)
        .param("workspace", link.workspace.value())
        .param("identity", identity.value())
        .param("source", link.source.kind().word())
        .param("id", link.source.id())
        .query((row, n) -> SendStore.instant(row, 1))
        .optional();
  }

  void clicked(Link link, @Nullable IdentityId identity, Instant at, @Nullable String machine) {
    database.sql().sql("""
        insert into outreach.click (workspace_id, link_id, identity_id, at, machine)
        values (:workspace, :link, :identity::uuid, :at::timestamptz, :machine)
        """)
        .param("workspace", link.workspace.value())
        .param("link", link.id)
        .param("identity", identity == null ? null : identity.toString())
        .param("at", at.toString())
        .param("machine", machine, Types.VARCHAR)
        .update();
  }

  void clicked(Link link, Map<IdentityId, Instant> clicks) {
    database.sql().sql("""
        insert into outreach.click (workspace_id, link_id, identity_id, at)
        select :workspace, :link, c.* from unnest(:identities::uuid[], :times::timestamptz[]) c
        """)
        .param("workspace", link.workspace.value())
        .param("link", link.id)
        .param("identities", SendStore.texts(clicks.keySet(), IdentityId::toString))
        .param("times", SendStore.texts(clicks.values(), Instant::toString))
        .update();
  }

  Optional<String> host(WorkspaceId workspace) {
    return database.sql().sql("select host from outreach.link_host where workspace_id = :workspace")
        .param("workspace", workspace.value())
        .query(String.class)
        .optional();
  }

  void host(WorkspaceId workspace, @Nullable String host) {
    database.sql().sql(host == null ? "delete from outreach.link_host where workspace_id = :workspace" : """
        insert into outreach.link_host (workspace_id, host) values (:workspace, :host)
        on conflict (workspace_id) do update set host = excluded.host
        """)
        .param("workspace", workspace.value())
        .param("host", host, Types.VARCHAR)
        .update();
  }
}
