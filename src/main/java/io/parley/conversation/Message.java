package io.parley.conversation;

import io.parley.channel.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a thread. `seq` counts from 1 without gaps in its conversation and is the order of display.
///
/// @param at when it was said
/// @param receivedAt when Parley had it
/// @param delivery null unless it goes to the person
public record Message(
    MessageId id,
    ConversationId conversation,
    long seq,
    String clientId,
    Direction direction,
    Author author,
    Content content,
    Instant at,
    Instant receivedAt,
    @Nullable Delivery delivery) {

  Message without() {
    return new Message(id, conversation, seq, clientId, direction, author, new Content.Removed(), at, receivedAt,
        delivery);
  }
}
