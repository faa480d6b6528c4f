package io.parley.conversation;

import io.parley.channel.Content;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line before it has its place in a thread. `clientId` is chosen by whoever wrote it and is unique in its
/// conversation: the same id again is the same message. Ids with a slash are Parley's own.
///
/// @param page what the visitor was looking at when she wrote
/// @param id what the line is to be called by; null if that does not matter
public record Draft(String clientId, Author author, Content content, Instant at, @Nullable Seen page,
    @Nullable MessageId id) {

  public record Seen(@Nullable String url, @Nullable String title) {}

  public Draft(String clientId, Author author, Content content, Instant at) {
    this(clientId, author, content, at, null, null);
  }

  Draft(String clientId, Author author, Content content, Instant at, @Nullable Seen page) {
    this(clientId, author, content, at, page, null);
  }

  /// A fact line: something that happened.
  static Draft fact(String what, Author author, Instant at) {
    return new Draft("fact/" + MessageId.next().value(), author, new Content.Event(what, null), at);
  }
}
