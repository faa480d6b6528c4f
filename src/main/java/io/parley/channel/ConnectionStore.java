package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// SQL of `channel.connection`.
@Component
final class ConnectionStore {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionStore.class);
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final Database database;
  private final Secrets secrets;
  private final JsonMapper json;
  private final String url;

  ConnectionStore(Database database, Secrets secrets, JsonMapper json, Settings settings) {
    this.database = database;
    this.secrets = secrets;
    this.json = json;
    this.url = settings.url();
  }

  /// Adds a connection, or revives a removed one of the same account under its old id. Empty if it is connected
  /// already.
  Optional<ConnectionId> add(Account account, String name, Adapter.Identity identity) {
    var endpoints = Optional.ofNullable(account.endpoints());
    return database.sql().sql("""
        insert into channel.connection as c (id, workspace_id, kind, name, destination, provider_account, secrets,
          api_url, data_url, dialog_url, public_url, add_url)
        values (:id, :workspace, :kind, :name, :destination, :account, :secrets, :api, :data, :dialog, :public, :add)
        on conflict (workspace_id, kind, provider_account) do update
          set name = excluded.name, removed_at = null, state = 'connected', detail = null, add_url = excluded.add_url
          where c.removed_at is not null
        returning id
        """)
        .param("id", account.id().value())
        .param("workspace", account.workspace().value())
        .param("kind", account.kind())
        .param("name", name)
        .param("destination", identity.destination())
        .param("account", account.account())
        .param("secrets", sealed(account.id(), account.secrets()))
        .param("api", endpoints.map(e -> e.api().toString()).orElse(null))
        .param("data", endpoints.map(e -> e.data().toString()).orElse(null))
        .param("dialog", endpoints.map(e -> e.dialog().toString()).orElse(null))
        .param("public", account.publicUrl().equals(url) ? null : account.publicUrl())
        .param("add", identity.addUrl())
        .query((row, n) -> new ConnectionId(row.getObject(1, UUID.class)))
        .optional();
  }

  void keep(ConnectionId id, WorkspaceId workspace, Account fresh) {
    var endpoints = Optional.ofNullable(fresh.endpoints());
    database.sql().sql("""
        update channel.connection set secrets = :secrets, api_url = :api, data_url = :data, dialog_url = :dialog
        where id = :id and workspace_id = :workspace
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .param("secrets", sealed(id, fresh.secrets()))
        .param("api", endpoints.map(e -> e.api().toString()).orElse(null))
        .param("data", endpoints.map(e -> e.data().toString()).orElse(null))
        .param("dialog", endpoints.map(e -> e.dialog().toString()).orElse(null))
        .update();
  }

  boolean remove(WorkspaceId workspace, ConnectionId id) {
    return database.sql().sql("""
        update channel.connection set removed_at = now(), secrets = ''
        where id = :id and workspace_id = :workspace and removed_at is null
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .update() == 1;
  }

  List<Connection> list(WorkspaceId workspace) {
    return database.sql().sql("""
        select id, workspace_id, kind, name, state, add_url, last_event_at, detail from channel.connection
        where workspace_id = :workspace and removed_at is null order by created_at, id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> connection(row))
        .list();
  }

  List<Channels.Line> lines(WorkspaceId workspace) {
    return database.sql().sql("""
        select c.id, c.kind, case when c.quota_limit is not null then
          c.quota_limit - coalesce(c.quota_used, 0) - (select count(*) from (
            select from channel.outgoing o where o.connection_id = c.id and o.workspace_id = :workspace
              and o.state in ('planned', 'held', 'sending')
            limit greatest(c.quota_limit - coalesce(c.quota_used, 0), 0)) underway)
            - (select coalesce(sum(p.contacts), 0) from channel.parcel p
              where p.connection_id = c.id and p.workspace_id = :workspace
                and p.state in ('planned', 'held', 'sending'))::bigint end as left_over
        from channel.connection c where c.workspace_id = :workspace and c.removed_at is null order by c.created_at, c.id
        """)
        .param("workspace", workspace.value())
        .query((row, n) -> new Channels.Line(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2),
            row.getObject(3, Long.class)))
        .list();
  }

  boolean has(WorkspaceId workspace, String kind, String account) {
    return database.sql().sql("""
        select exists (select from channel.connection
          where workspace_id = :workspace and kind = :kind and provider_account = :account and removed_at is null)
        """)
        .param("workspace", workspace.value()).param("kind", kind).param("account", account)
        .query(Boolean.class).single();
  }

  /// What kind of channel these are, removed ones too.
  Map<ConnectionId, String> kinds(Collection<ConnectionId> ids) {
    var kinds = new HashMap<ConnectionId, String>();
    database.sql().sql("select id, kind from channel.connection where id = any(:ids) /* any workspace: the id is it */")
        .param("ids", ids.stream().map(ConnectionId::value).toArray(UUID[]::new))
        .query((row, n) -> kinds.put(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2)))
        .list();
    return kinds;
  }

  /// All accounts of a kind, whosever they are: for a worker that reads them.
  List<Account> ofKind(String kind) {
    return database.sql().sql("""
        select id, workspace_id, kind, provider_account, secrets, api_url, data_url, dialog_url, public_url
        from channel.connection where kind = :kind and removed_at is null order by id /* any workspace: a worker's */
        """)
        .param("kind", kind)
        .query((row, n) -> opened(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<Account> account(ConnectionId id) {
    return Optional.ofNullable(accounts(List.of(id)).get(id));
  }

  Map<ConnectionId, Account> accounts(Collection<ConnectionId> ids) {
    return database.sql().sql("""
        select id, workspace_id, kind, provider_account, secrets, api_url, data_url, dialog_url, public_url
        from channel.connection where id = any(:ids) and removed_at is null /* any workspace: the id is the key */
        """)
        .param("ids", ids.stream().map(ConnectionId::value).toArray(UUID[]::new))
        .query((row, n) -> opened(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(Account::id, a -> a));
  }

  /// Under load one row would be rewritten with every webhook, so it moves every few seconds.
  void heard(ConnectionId id, WorkspaceId workspace) {
    database.sql().sql("""
        update channel.connection set last_event_at = now()
        where id = :id and workspace_id = :workspace
          and (last_event_at is null or last_event_at < now() - interval '3 seconds')
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .update();
  }

  void state(ConnectionId id, WorkspaceId workspace, @Nullable String detail) {
    database.sql().sql("""
        update channel.connection set state = :state, detail = :detail
        where id = :id and workspace_id = :workspace and (state, detail) is distinct from (:state, :detail)
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .param("state", detail == null ? "connected" : "error")
        .param("detail", detail, java.sql.Types.VARCHAR)
        .update();
  }

  void pause(ConnectionId id, WorkspaceId workspace, java.time.Duration by) {
    database.sql().sql("""
        update channel.connection
        set paused_until = greatest(paused_until, now() + make_interval(secs => :secs))
        where id = :id and workspace_id = :workspace
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .param("secs", by.toMillis() / 1000.0)
        .update();
  }

  List<Account> withOldQuota() {
    return database.sql().sql("""
        select id, workspace_id, kind, provider_account, secrets, api_url, data_url, dialog_url, public_url
        from channel.connection
        where removed_at is null and (quota_read_at is null or quota_read_at < now() - interval '10 minutes')
        limit 50 /* any workspace */
        """)
        .query((row, n) -> opened(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void quota(Account account, Sending.@Nullable Quota quota) {
    database.sql().sql("""
        update channel.connection
        set quota_read_at = now(), quota_limit = case when :told then :limit else quota_limit end,
            quota_used = case when :told then :used else quota_used end
        where id = :id and workspace_id = :workspace
        """)
        .param("told", quota != null)
        .param("limit", quota == null ? null : quota.limit(), java.sql.Types.BIGINT)
        .param("used", quota == null ? null : quota.used(), java.sql.Types.BIGINT)
        .param("id", account.id().value())
        .param("workspace", account.workspace().value())
        .update();
  }

  void forgetQuota(ConnectionId id, WorkspaceId workspace) {
    database.sql().sql("""
        update channel.connection set quota_read_at = null where id = :id and workspace_id = :workspace
        """)
        .param("id", id.value())
        .param("workspace", workspace.value())
        .update();
  }

  /// All of a connection write this one row, so each holds it for no longer than its commit takes.
  void spent(ConnectionId id, WorkspaceId workspace, int messages) {
    database.later("""
        update channel.connection set quota_used = quota_used + :messages
        where id = :id and workspace_id = :workspace and quota_used is not null
        """, Map.of("messages", messages, "id", id.value(), "workspace", workspace.value()));
  }

  private byte[] sealed(ConnectionId id, Map<String, String> texts) {
    return secrets.seal("channel.connection " + id, json.writeValueAsString(texts));
  }

  /// Empty if its secrets cannot be opened: one shop's lost key must not stop the messages of all the others.
  private Optional<Account> opened(ResultSet row) throws SQLException {
    try {
      return Optional.of(account(row));
    } catch (Secrets.Unopened lost) {
      LOG.warn("Connection {}: {}", row.getString("id"), lost.getMessage());
      return Optional.empty();
    }
  }

  private Account account(ResultSet row) throws SQLException {
    var id = new ConnectionId(row.getObject("id", UUID.class));
    var api = row.getString("api_url");
    var endpoints = api == null ? null : new Account.Endpoints(
        URI.create(api), URI.create(row.getString("data_url")), URI.create(row.getString("dialog_url")));
    var publicUrl = row.getString("public_url");
    return new Account(
        id,
        new WorkspaceId(row.getInt("workspace_id")),
        row.getString("kind"),
        row.getString("provider_account"),
        json.readValue(secrets.open("channel.connection " + id, row.getBytes("secrets")), TEXTS),
        endpoints,
        publicUrl == null ? url : publicUrl,
        url);
  }

  private static Connection connection(ResultSet row) throws SQLException {
    return new Connection(
        new ConnectionId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getInt("workspace_id")),
        row.getString("kind"),
        row.getString("name"),
        row.getString("state").equals("connected"),
        row.getString("add_url"),
        instant(row, "last_event_at"),
        row.getString("detail"));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
