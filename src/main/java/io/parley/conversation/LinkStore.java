package io.parley.conversation;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Codes and nonces by which a person proves that two identities are hers.
@Component
class LinkStore {
  private final Database database;

  LinkStore(Database database) {
    this.database = database;
  }

  /// Whose code it was, and the words under which she asked to keep her cart; null if she only wanted to link.
  record Owner(IdentityId identity, @Nullable String words) {}

  /// False if somebody else holds this code now.
  boolean insert(WorkspaceId workspace, String code, Owner owner, Instant now, Instant until) {
    return database.sql().sql("""
        insert into conversation.link_code (workspace_id, code, identity_id, words, expires_at)
        values (:workspace, :code, :identity, :words, :until)
        on conflict (workspace_id, code) do update set identity_id = excluded.identity_id, words = excluded.words,
          expires_at = excluded.expires_at where link_code.expires_at <= :now
        """)
        .param("workspace", workspace.value())
        .param("code", code)
        .param("identity", owner.identity.value())
        .param("words", owner.words)
        .param("until", Rows.timestamp(until))
        .param("now", Rows.timestamp(now))
        .update() == 1;
  }

  /// Her earlier codes end with a new one.
  void forget(WorkspaceId workspace, IdentityId identity) {
    database.sql()
        .sql("delete from conversation.link_code where workspace_id = :workspace and identity_id = :identity")
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .update();
  }

  /// Uses a live code up: whoever asks second gets nothing.
  Optional<Owner> take(WorkspaceId workspace, String code, Instant now) {
    return database.sql().sql("""
        delete from conversation.link_code where workspace_id = :workspace and code = :code and expires_at > :now
        returning identity_id, words
        """)
        .param("workspace", workspace.value())
        .param("code", code)
        .param("now", Rows.timestamp(now))
        .query((row, n) -> new Owner(new IdentityId(row.getObject(1, UUID.class)), row.getString(2)))
        .optional();
  }

  int attempts(WorkspaceId workspace, IdentityId identity, Instant since) {
    return database.sql().sql("""
        select count(*) from conversation.link_attempt
        where workspace_id = :workspace and identity_id = :identity and at > :since
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("since", Rows.timestamp(since))
        .query(Integer.class)
        .single();
  }

  /// Writes a wrong code down; those before `since` no longer count.
  void missed(WorkspaceId workspace, IdentityId identity, Instant at, Instant since) {
    database.sql().sql("""
        delete from conversation.link_attempt
        where workspace_id = :workspace and identity_id = :identity and at <= :since
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("since", Rows.timestamp(since))
        .update();
    database.sql().sql("""
        insert into conversation.link_attempt (workspace_id, identity_id, at) values (:workspace, :identity, :at)
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("at", Rows.timestamp(at))
        .update();
  }

  void insertNonce(WorkspaceId workspace, String hash, IdentityId identity, Instant until) {
    database.sql().sql("""
        insert into conversation.link_nonce (nonce_hash, workspace_id, identity_id, expires_at)
        values (:hash, :workspace, :identity, :until)
        """)
        .param("hash", hash)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("until", Rows.timestamp(until))
        .update();
  }

  Optional<IdentityId> takeNonce(WorkspaceId workspace, String hash, Instant now) {
    return database.sql().sql("""
        delete from conversation.link_nonce
        where nonce_hash = :hash and workspace_id = :workspace and expires_at > :now
        returning identity_id
        """)
        .param("hash", hash)
        .param("workspace", workspace.value())
        .param("now", Rows.timestamp(now))
        .query((row, n) -> new IdentityId(row.getObject(1, UUID.class)))
        .optional();
  }
}
