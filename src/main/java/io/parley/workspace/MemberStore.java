package io.parley.workspace;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Members, sessions and keys. The look-ups that find *which* workspace a caller belongs to run as the engine: the
/// hash they ask for is the proof.
@Component
class MemberStore {
  private final Database database;

  record Login(MemberId member, WorkspaceId workspace, String password) {}

  MemberStore(Database database) {
    this.database = database;
  }

  Optional<Login> login(String email) {
    return database.sql().sql("select id, workspace_id, password from workspace.member where lower(email) = :email")
        .param("email", email)
        .query((row, n) -> new Login(new MemberId(row.getObject(1, UUID.class)), new WorkspaceId(row.getInt(2)),
            row.getString(3)))
        .optional();
  }

  Optional<Member> byId(WorkspaceId workspace, MemberId id) {
    return database.sql().sql("""
        select id, name, email, voice, locale from workspace.member where workspace_id = :workspace and id = :id
        """)
        .param("workspace", workspace.value()).param("id", id.value()).query(MemberStore::member).optional();
  }

  List<Member> all(WorkspaceId workspace) {
    return database.sql().sql("""
        select id, name, email, voice, locale from workspace.member where workspace_id = :workspace order by created_at
        """)
        .param("workspace", workspace.value()).query(MemberStore::member).list();
  }

  void insert(WorkspaceId workspace, Member member, String password, Instant at) {
    database.sql().sql("""
        insert into workspace.member (id, workspace_id, email, name, voice, locale, password, created_at)
        values (:id, :workspace, :email, :name, :voice, :locale, :password, :at)
        """)
        .param("id", member.id().value())
        .param("workspace", workspace.value())
        .param("email", member.email())
        .param("name", member.name())
        .param("voice", member.voice())
        .param("locale", member.locale())
        .param("password", password)
        .param("at", Timestamp.from(at))
        .update();
  }

  void insertSession(Login login, String hash, Instant until) {
    database.sql().sql("""
        insert into workspace.session (token_hash, workspace_id, member_id, expires_at)
        values (:hash, :workspace, :member, :until)
        """)
        .param("hash", hash)
        .param("workspace", login.workspace.value())
        .param("member", login.member.value())
        .param("until", Timestamp.from(until))
        .update();
  }

  void deleteSession(String hash) {
    database.sql().sql("delete from workspace.session where token_hash = :hash").param("hash", hash).update();
  }

  Optional<Access> bySession(String hash, Instant now) {
    return database.sql().sql("""
        select workspace_id, member_id from workspace.session where token_hash = :hash and expires_at > :now
        """)
        .param("hash", hash)
        .param("now", Timestamp.from(now))
        .query((row, n) -> new Access(new WorkspaceId(row.getInt(1)), new MemberId(row.getObject(2, UUID.class)),
            Set.of(Scope.ADMIN)))
        .optional();
  }

  Optional<Access> byKey(String hash) {
    return database.sql().sql("select workspace_id, scopes from workspace.api_key where key_hash = :hash")
        .param("hash", hash)
        .query((row, n) -> new Access(new WorkspaceId(row.getInt(1)), null, scopes(row)))
        .optional();
  }

  private static Set<Scope> scopes(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray(2).getArray()).map(Scope::of).collect(Collectors.toSet());
  }

  private static Member member(ResultSet row, int n) throws SQLException {
    return new Member(new MemberId(row.getObject(1, UUID.class)), row.getString(2), row.getString(3),
        row.getString(4), row.getString(5));
  }
}
