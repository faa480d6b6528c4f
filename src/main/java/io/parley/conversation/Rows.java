package io.parley.conversation;

import io.parley.channel.ConnectionId;
import io.parley.channel.Content;
import io.parley.channel.Way;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Rows as records and back. Many rows go to PostgreSQL as one JSON document, so that one statement writes them all.
final class Rows {
  private Rows() {}

  /// What changes of a conversation, as `json_to_recordset` reads it.
  record State(
      int workspace,
      UUID id,
      boolean open,
      long seq,
      int unread,
      @Nullable Instant waiting,
      @Nullable Long undelivered,
      @Nullable UUID assignee,
      long staff,
      long delivered,
      long read,
      Conversation.@Nullable Last last,
      Instant updated,
      long version) {
    static State of(Conversation c) {
      var assignee = c.assignee() == null ? null : c.assignee().value();
      return new State(c.workspace().value(), c.id().value(), c.open(), c.seq(), c.unread(), c.waitingSince(),
          c.undelivered(), assignee, c.marks().staffRead(), c.marks().delivered(), c.marks().read(), c.last(),
          c.updatedAt(), c.version());
    }
  }

  /// A line, as `json_to_recordset` reads it.
  record Line(
      int workspace,
      UUID conversation,
      long seq,
      UUID id,
      String client,
      Direction direction,
      String author,
      @Nullable UUID member,
      @Nullable String name,
      @Nullable Voice voice,
      Content content,
      String said,
      Instant at,
      Instant received,
      @Nullable String delivery) {
    static Line of(WorkspaceId workspace, Message m) {
      var staff = m.author() instanceof Author.Staff written ? written : null;
      var member = staff == null || staff.member() == null ? null : staff.member().value();
      return new Line(workspace.value(), m.conversation().value(), m.seq(), m.id().value(), m.clientId(),
          m.direction(), kind(m.author()), member, nameOf(m.author()),
          staff == null ? null : staff.voice(), m.content(), Summary.whole(m.content()), m.at(), m.receivedAt(),
          m.delivery() == null ? null : kind(m.delivery()));
    }
  }

  static Conversation conversation(ResultSet row, int n) throws SQLException {
    var connection = row.getObject("connection_id", UUID.class);
    var assignee = row.getObject("assignee", UUID.class);
    return new Conversation(
        new ConversationId(row.getObject("id", UUID.class)),
        new WorkspaceId(row.getInt("workspace_id")),
        new Conversation.Party(
            new IdentityId(row.getObject("identity_id", UUID.class)),
            Channel.of(row.getString("channel")),
            connection == null ? null : new ConnectionId(connection),
            row.getString("address")),
        row.getBoolean("open"),
        row.getLong("seq"),
        row.getInt("unread"),
        instant(row, "waiting_since"),
        row.getObject("undelivered_seq", Long.class),
        assignee == null ? null : new MemberId(assignee),
        new Marks(row.getLong("staff_read_seq"), row.getLong("delivered_seq"), row.getLong("read_seq")),
        last(row),
        row.getTimestamp("updated_at").toInstant(),
        row.getLong("version"));
  }

  private static Conversation.@Nullable Last last(ResultSet row) throws SQLException {
    if (row.getString("last_kind") == null) {
      return null;
    }
    var voice = row.getString("last_voice");
    return new Conversation.Last(row.getLong("last_seq"), row.getString("last_kind"), row.getString("last_text"),
        row.getTimestamp("last_at").toInstant(), Direction.of(row.getString("last_direction")),
        voice == null ? null : Voice.of(voice));
  }

  static Message message(JsonMapper json, ResultSet row) throws SQLException {
    return new Message(
        new MessageId(row.getObject("id", UUID.class)),
        new ConversationId(row.getObject("conversation_id", UUID.class)),
        row.getLong("seq"),
        row.getString("client_id"),
        Direction.of(row.getString("direction")),
        author(row),
        json.readValue(row.getString("content"), Content.class),
        row.getTimestamp("at").toInstant(),
        row.getTimestamp("received_at").toInstant(),
        delivery(row));
  }

  private static Author author(ResultSet row) throws SQLException {
    return switch (row.getString("author")) {
      case "customer" -> new Author.Customer();
      case "member" -> {
        var member = row.getObject("author_id", UUID.class);
        yield new Author.Staff(member == null ? null : new MemberId(member), row.getString("author_name"),
            Voice.of(row.getString("author_voice")));
      }
      case "automation" -> new Author.Automation(row.getString("author_name"));
      default -> new Author.System();
    };
  }

  private static @Nullable Delivery delivery(ResultSet row) throws SQLException {
    var reason = row.getString("delivery_reason");
    var way = row.getString("delivery_way");
    return switch (row.getString("delivery")) {
      case null -> null;
      case "site" -> new Delivery.OnSite();
      case "sending" -> new Delivery.Sending(reason);
      case "sent" -> new Delivery.Sent(way == null ? null : Way.valueOf(way.toUpperCase(Locale.ROOT)), reason);
      case "failed" -> new Delivery.Failed(reason == null ? "" : reason);
      default -> new Delivery.Unknown(reason);
    };
  }

  static String kind(Author author) {
    return switch (author) {
      case Author.Customer customer -> "customer";
      case Author.Staff staff -> "member";
      case Author.System system -> "system";
      case Author.Automation automation -> "automation";
    };
  }

  private static @Nullable String nameOf(Author author) {
    return switch (author) {
      case Author.Staff staff -> staff.name();
      case Author.Automation automation -> automation.name();
      case Author.Customer _, Author.System _ -> null;
    };
  }

  static String kind(Delivery delivery) {
    return switch (delivery) {
      case Delivery.OnSite site -> "site";
      case Delivery.Sending sending -> "sending";
      case Delivery.Sent sent -> "sent";
      case Delivery.Failed failed -> "failed";
      case Delivery.Unknown unknown -> "unknown";
    };
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  static Timestamp timestamp(Instant at) {
    return Timestamp.from(at);
  }
}
