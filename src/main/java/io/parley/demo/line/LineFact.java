package io.parley.demo.line;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something that happened at the simulated LINE. Its state is the fold of these.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LineFact.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = LineFact.HookSet.class, name = "hook"),
  @JsonSubTypes.Type(value = LineFact.Person.class, name = "person"),
  @JsonSubTypes.Type(value = LineFact.Wrote.class, name = "wrote"),
  @JsonSubTypes.Type(value = LineFact.Sent.class, name = "sent"),
  @JsonSubTypes.Type(value = LineFact.Unsent.class, name = "unsent"),
  @JsonSubTypes.Type(value = LineFact.Read.class, name = "read"),
  @JsonSubTypes.Type(value = LineFact.Event.class, name = "event"),
  @JsonSubTypes.Type(value = LineFact.Delivered.class, name = "delivered"),
})
sealed interface LineFact {
  /// A merchant's channel. `monthly` null: a plan without a limit.
  record Opened(
      String channel, String secret, @Nullable String longLivedToken, String botUserId, String basicId, String name,
      @Nullable Long monthly, boolean redelivers) implements LineFact {}

  record HookSet(String channel, String url) implements LineFact {}

  /// A person as one channel's provider knows them. `crowd` are those whose phones lie on nobody's table.
  record Person(String userId, String channel, String name, @Nullable String pictureUrl, boolean following,
      boolean blocked, @Nullable Boolean crowd)
      implements LineFact {
    Person(String userId, String channel, String name, @Nullable String pictureUrl, boolean following,
        boolean blocked) {
      this(userId, channel, name, pictureUrl, following, blocked, null);
    }

    Person follows(boolean on) {
      return new Person(userId, channel, name, pictureUrl, on, !on, crowd);
    }
  }

  record Wrote(String userId, String messageId, JsonNode message, Instant at) implements LineFact {}

  /// A request was accepted. `to` are those who really got it; `counted` of them cost quota.
  record Sent(
      String channel, String requestId, @Nullable String retryKey, String endpoint, List<String> to,
      List<Part> messages, int counted, Instant at) implements LineFact {}

  record Part(String id, JsonNode message) {}

  record Unsent(String userId, String messageId) implements LineFact {}

  /// The account has read what the person wrote up to this message.
  record Read(String userId, String messageId) implements LineFact {}

  /// An event the webhook has to be told.
  record Event(String channel, String eventId, JsonNode event, Instant at) implements LineFact {}

  record Delivered(String eventId) implements LineFact {}
}
