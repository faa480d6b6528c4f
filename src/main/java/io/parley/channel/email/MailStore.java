package io.parley.channel.email;

import io.parley.channel.Account;
import io.parley.channel.Outgoing;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// SQL of `channel.mail` and `channel.mailbox`.
@Component
final class MailStore {
  private final Database database;

  /// A mail that came in, as it came.
  record Raw(UUID id, String address, String messageId, List<String> references, String subject, @Nullable String name,
      Instant at, byte[] bytes) {}

  /// The last mail of a thread, whoever wrote it.
  record Latest(String messageId, List<String> references, String subject) {}

  /// How far an inbox has been read.
  record Place(long validity, long next, Instant readAt) {}

  MailStore(Database database) {
    this.database = database;
  }

  void keep(Account account, Raw mail) {
    database.sql().sql("""
        insert into channel.mail
          (id, workspace_id, connection_id, address, outgoing, message_id, refs, subject, name, at, raw)
        values (:id, :workspace, :connection, :address, false, :message, :refs, :subject, :name, :at, :raw)
        """)
        .param("id", mail.id)
        .param("workspace", account.workspace().value())
        .param("connection", account.id().value())
        .param("address", mail.address)
        .param("message", mail.messageId)
        .param("refs", mail.references.toArray(String[]::new))
        .param("subject", mail.subject)
        .param("name", mail.name, java.sql.Types.VARCHAR)
        .param("at", Timestamp.from(mail.at))
        .param("raw", mail.bytes)
        .update();
  }

  void keep(Outgoing outgoing, Envelope envelope) {
    database.sql().sql("""
        insert into channel.mail (id, workspace_id, connection_id, address, outgoing, message_id, refs, subject, at)
        values (:id, :workspace, :connection, :address, true, :message, :refs, :subject, :at)
        on conflict (id) do nothing
        """)
        .param("id", outgoing.id().value())
        .param("workspace", outgoing.workspace().value())
        .param("connection", outgoing.connection().value())
        .param("address", outgoing.address())
        .param("message", envelope.messageId())
        .param("refs", envelope.references().toArray(String[]::new))
        .param("subject", envelope.subject())
        .param("at", Timestamp.from(envelope.at()))
        .update();
  }

  Optional<Latest> latest(Outgoing outgoing) {
    return database.sql().sql("""
        select message_id, refs, subject from channel.mail
        where connection_id = :connection and address = :address and workspace_id = :workspace and id <> :id
        order by at desc limit 1
        """)
        .param("connection", outgoing.connection().value())
        .param("address", outgoing.address())
        .param("workspace", outgoing.workspace().value())
        .param("id", outgoing.id().value())
        .query((row, n) -> new Latest(row.getString(1), List.of((String[]) row.getArray(2).getArray()),
            row.getString(3)))
        .optional();
  }

  /// The name she last wrote under.
  Optional<String> name(Account account, String address) {
    return database.sql().sql("""
        select name from channel.mail
        where connection_id = :connection and address = :address and workspace_id = :workspace and name is not null
          and not outgoing
        order by at desc limit 1
        """)
        .param("connection", account.id().value())
        .param("address", address)
        .param("workspace", account.workspace().value())
        .query(String.class)
        .optional();
  }

  Optional<byte[]> raw(WorkspaceId workspace, UUID id) {
    return database.sql().sql("select raw from channel.mail where id = :id and workspace_id = :workspace")
        .param("id", id)
        .param("workspace", workspace.value())
        .query((row, n) -> row.getBytes(1))
        .optional();
  }

  /// Whether a mail of this event id came before.
  boolean known(Account account, String eventId) {
    return database.sql().sql("""
        select exists (select from channel.incoming
          where connection_id = :connection and event_id = :event and workspace_id = :workspace)
        """)
        .param("connection", account.id().value())
        .param("event", eventId)
        .param("workspace", account.workspace().value())
        .query(Boolean.class)
        .single();
  }

  Optional<Place> place(Account account) {
    return database.sql().sql("""
        select uid_validity, uid_next, read_at from channel.mailbox
        where connection_id = :connection and workspace_id = :workspace
        """)
        .param("connection", account.id().value())
        .param("workspace", account.workspace().value())
        .query((row, n) -> new Place(row.getLong(1), row.getLong(2), row.getTimestamp(3).toInstant()))
        .optional();
  }

  /// Moves the place of an inbox on; never back within one numbering of its server.
  void place(Account account, Place place) {
    database.sql().sql("""
        insert into channel.mailbox as m (connection_id, workspace_id, uid_validity, uid_next, read_at)
        values (:connection, :workspace, :validity, :next, :at)
        on conflict (connection_id) do update
          set uid_next = case when m.uid_validity = :validity then greatest(m.uid_next, :next) else :next end,
              uid_validity = :validity, read_at = :at
        """)
        .param("connection", account.id().value())
        .param("workspace", account.workspace().value())
        .param("validity", place.validity)
        .param("next", place.next)
        .param("at", Timestamp.from(place.readAt))
        .update();
  }
}
