package io.parley.conversation;

import io.parley.channel.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line as screens, the widget and the API see it.
public record MessageView(
    MessageId id,
    ConversationId conversationId,
    long seq,
    String clientId,
    Direction direction,
    By author,
    Content content,
    Instant at,
    @Nullable State delivery) {

  /// `kind` is customer, member, system or automation; the name of an automation is what the merchant calls it.
  public record By(String kind, @Nullable String name, @Nullable Voice voice) {}

  /// `state` is sending, sent, delivered, read, failed or unknown; `way` is web, reply or push.
  public record State(String state, @Nullable String reason, @Nullable String way) {}

  /// `customerName` is her name today; `marks` tell how far the visitor has come.
  static MessageView of(Message m, @Nullable String customerName, Marks marks) {
    var by = switch (m.author()) {
      case Author.Customer customer -> new By("customer", customerName, null);
      case Author.Staff staff -> new By("member", staff.name(), staff.voice());
      case Author.System system -> new By("system", null, null);
      case Author.Automation automation -> new By("automation", automation.name(), null);
    };
    return new MessageView(m.id(), m.conversation(), m.seq(), m.clientId(), m.direction(), by, m.content(), m.at(),
        m.delivery() == null ? null : state(m.seq(), m.delivery(), marks));
  }

  private static State state(long seq, Delivery delivery, Marks marks) {
    return switch (delivery) {
      case Delivery.OnSite site -> new State(
          seq <= marks.read() ? "read" : seq <= marks.delivered() ? "delivered" : "sent", null, "web");
      case Delivery.Sending sending -> new State("sending", sending.reason(), null);
      case Delivery.Sent sent -> new State("sent", sent.note(), sent.way() == null ? null : sent.way().word());
      case Delivery.Failed failed -> new State("failed", failed.reason(), null);
      case Delivery.Unknown unknown -> new State("unknown", unknown.reason(), null);
    };
  }
}
