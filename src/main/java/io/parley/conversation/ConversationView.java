package io.parley.conversation;

import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.workspace.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation as screens and the API see it. `undelivered` if the last thing staff said did not reach the person,
/// `assignee` the member whose it is to see to.
public record ConversationView(
    ConversationId id,
    Channel channel,
    String state,
    Person customer,
    @Nullable Said lastMessage,
    int unread,
    @Nullable Instant waitingSince,
    boolean undelivered,
    @Nullable MemberId assignee,
    Instant updatedAt,
    long seq,
    long readSeq,
    long version) {

  public record Person(CustomerId id, @Nullable String name) {}

  /// `kind` is the content's, of what happened its name (`followed`), for screens that say it in their own language.
  public record Said(String text, String kind, Instant at, Direction direction, @Nullable Voice voice) {}

  static ConversationView of(Conversation c, CustomerRef customer) {
    var last = c.last();
    return new ConversationView(c.id(), c.party().channel(), c.open() ? "open" : "closed",
        new Person(customer.id(), customer.name()),
        last == null ? null : new Said(last.text(), last.kind(), last.at(), last.direction(), last.voice()),
        c.unread(), c.waitingSince(), c.undelivered() != null, c.assignee(), c.updatedAt(), c.seq(),
        c.marks().staffRead(), c.version());
  }
}
