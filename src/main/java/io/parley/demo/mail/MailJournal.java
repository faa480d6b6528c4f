package io.parley.demo.mail;

import io.parley.demo.line.DemoOn;
import io.parley.platform.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// SQL of the demo's mailboxes.
@Component
@Conditional(DemoOn.class)
class MailJournal {
  private final Database database;

  /// What a box does with what comes: keeps it; is not there; takes it and sends it back; is full; answers that its
  /// owner is away.
  enum Habit {
    NORMAL, GONE, BOUNCES, FULL, AWAY;

    static Habit of(String word) {
      return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  record Box(String address, String name, Habit habit, int unread) {}

  /// A mail in a box. `received` is false for what its owner sent; `done` is what she did about it: `unsubscribed`,
  /// `spam`.
  record Mail(UUID id, String address, boolean received, byte[] raw, Instant at, boolean read, @Nullable String done) {}

  MailJournal(Database database) {
    this.database = database;
  }

  List<Box> boxes() {
    return database.engine(() -> database.sql().sql("""
        select b.address, b.name, b.habit,
          (select count(*) from demo.mail m where m.address = b.address and m.received and not m.read)
        from demo.mail_box b order by b.created_at, b.address /* of no workspace */
        """)
        .query((row, n) -> box(row))
        .list());
  }

  Optional<Box> box(String address) {
    return database.engine(() -> database.sql().sql("""
        select address, name, habit, 0 from demo.mail_box where address = :address /* of no workspace */
        """)
        .param("address", address)
        .query((row, n) -> box(row))
        .optional());
  }

  /// False if there is one.
  boolean open(String address, String name) {
    return database.apart(() -> database.sql().sql("""
        insert into demo.mail_box (address, name) values (:address, :name) on conflict do nothing
        """)
        .param("address", address)
        .param("name", name)
        .update()) == 1;
  }

  void habit(String address, Habit habit) {
    database.apart(() -> database.sql().sql("update demo.mail_box set habit = :habit where address = :address")
        .param("habit", habit.word())
        .param("address", address)
        .update());
  }

  void keep(Mail mail) {
    database.apart(() -> database.sql().sql("""
        insert into demo.mail (id, address, received, raw, at, read) values (:id, :address, :received, :raw, :at, :read)
        """)
        .param("id", mail.id)
        .param("address", mail.address)
        .param("received", mail.received)
        .param("raw", mail.raw)
        .param("at", Timestamp.from(mail.at))
        .param("read", mail.read)
        .update());
  }

  List<Mail> mails(String address, int limit) {
    return database.engine(() -> database.sql().sql("""
        select id, address, received, raw, at, read, done from demo.mail where address = :address
        order by at desc limit :limit /* of no workspace */
        """)
        .param("address", address)
        .param("limit", limit)
        .query((row, n) -> mail(row))
        .list());
  }

  /// What people sent since then, oldest first.
  List<Mail> sent(Instant since) {
    return database.engine(() -> database.sql().sql("""
        select id, address, received, raw, at, read, done from demo.mail where not received and at > :since
        order by at /* of no workspace */
        """)
        .param("since", Timestamp.from(since))
        .query((row, n) -> mail(row))
        .list());
  }

  Optional<Mail> mail(UUID id) {
    return database.engine(() -> database.sql().sql("""
        select id, address, received, raw, at, read, done from demo.mail where id = :id /* of no workspace */
        """)
        .param("id", id)
        .query((row, n) -> mail(row))
        .optional());
  }

  void read(UUID id) {
    database.apart(() -> database.sql().sql("update demo.mail set read = true where id = :id and not read")
        .param("id", id)
        .update());
  }

  void done(UUID id, String what) {
    database.apart(() -> database.sql().sql("update demo.mail set done = :what where id = :id")
        .param("what", what)
        .param("id", id)
        .update());
  }

  private static Box box(ResultSet row) throws SQLException {
    return new Box(row.getString(1), row.getString(2), Habit.of(row.getString(3)), row.getInt(4));
  }

  private static Mail mail(ResultSet row) throws SQLException {
    return new Mail(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3), row.getBytes(4),
        row.getTimestamp(5).toInstant(), row.getBoolean(6), row.getString(7));
  }
}
