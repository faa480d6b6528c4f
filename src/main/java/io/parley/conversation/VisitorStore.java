package io.parley.conversation;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The bound secrets of visitors.
@Component
class VisitorStore {
  private final Database database;

  /// `conversation` is null while she has proved herself but not written.
  record Bound(
      WorkspaceId workspace, String anonymousId, String secretHash, IdentityId identity,
      @Nullable ConversationId conversation) {}

  VisitorStore(Database database) {
    this.database = database;
  }

  Optional<Bound> bound(Visitor visitor) {
    return database.sql().sql("""
        select k.workspace_id, k.anonymous_id, k.secret_hash, k.identity_id, c.id
        from conversation.visitor_key k
          left join conversation.conversation c on c.workspace_id = k.workspace_id and c.identity_id = k.identity_id
            and c.channel = 'web'
        where k.workspace_id = :workspace and k.anonymous_id = :visitor
        """)
        .param("workspace", visitor.workspace().value())
        .param("visitor", visitor.anonymousId())
        .query(VisitorStore::row)
        .optional();
  }

  Optional<Bound> bound(WorkspaceId workspace, IdentityId identity) {
    return database.sql().sql("""
        select k.workspace_id, k.anonymous_id, k.secret_hash, k.identity_id, c.id
        from conversation.visitor_key k
          left join conversation.conversation c on c.workspace_id = k.workspace_id and c.identity_id = k.identity_id
            and c.channel = 'web'
        where k.workspace_id = :workspace and k.identity_id = :identity
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .query(VisitorStore::row)
        .optional();
  }

  private static Bound row(ResultSet row, int n) throws SQLException {
    var conversation = row.getObject(5, UUID.class);
    return new Bound(new WorkspaceId(row.getInt(1)), row.getString(2), row.getString(3),
        new IdentityId(row.getObject(4, UUID.class)), conversation == null ? null : new ConversationId(conversation));
  }

  /// Binds the first secret that comes; a later one changes nothing.
  void bind(Map<Visitor, IdentityId> visitors, Instant at) {
    database.sql().sql("""
        insert into conversation.visitor_key (workspace_id, anonymous_id, secret_hash, identity_id, bound_at)
        select w, a, h, i, :at from unnest(:workspaces, :visitors, :hashes, :identities::uuid[])
          with ordinality t (w, a, h, i, place)
        order by w, a, place
        on conflict do nothing
        """)
        .param("workspaces", visitors.keySet().stream().map(v -> v.workspace().value()).toArray(Integer[]::new))
        .param("visitors", visitors.keySet().stream().map(Visitor::anonymousId).toArray(String[]::new))
        .param("hashes", visitors.keySet().stream().map(Visitor::secretHash).toArray(String[]::new))
        .param("identities", visitors.values().stream().map(IdentityId::toString).toArray(String[]::new))
        .param("at", Rows.timestamp(at))
        .update();
  }
}
