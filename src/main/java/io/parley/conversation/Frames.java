package io.parley.conversation;

import io.parley.platform.Feed;
import io.parley.platform.WorkspaceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What conversations tell the live screens. `receipt` is how far the person has come, `seen` how far staff have.
/// `visitor` names whose widget may hear it; it is null for what only staff may see.
@Component
class Frames {
  private final Feed feed;
  private final JsonMapper json;

  private record OfMessage(String type, @Nullable String visitor, MessageView message) {}

  private record OfConversation(String type, ConversationView conversation) {}

  private record OfReceipt(String type, ConversationId conversationId, long seq, String state) {}

  private record OfSeen(String type, @Nullable String visitor, ConversationId conversationId, long seq) {}

  private record OfTyping(
      String type, @Nullable String visitor, ConversationId conversationId, @Nullable String name, String by,
      @Nullable Voice voice, @Nullable String memberId) {}

  Frames(Feed feed, JsonMapper json) {
    this.feed = feed;
    this.json = json;
  }

  Feed.Change message(Conversation conversation, MessageView message) {
    var visitor = message.direction() == Direction.NOTE ? null : conversation.party().visitor();
    return change(conversation.workspace(), new OfMessage("message", visitor, message));
  }

  Feed.Change conversation(WorkspaceId workspace, ConversationView conversation) {
    return change(workspace, new OfConversation("conversation", conversation));
  }

  Feed.Change receipt(Conversation conversation, long seq, String state) {
    return change(conversation.workspace(), new OfReceipt("receipt", conversation.id(), seq, state));
  }

  Feed.Change seen(Conversation conversation) {
    return change(conversation.workspace(),
        new OfSeen("seen", conversation.party().visitor(), conversation.id(), conversation.marks().staffRead()));
  }

  void typing(Conversation conversation, Author by, @Nullable String customerName) {
    var visitor = conversation.party().visitor();
    var id = conversation.id();
    var frame = switch (by) {
      case Author.Staff staff -> new OfTyping("typing", visitor, id, staff.name(), "member", staff.voice(),
          staff.member() == null ? null : staff.member().value().toString());
      case Author.Customer customer -> new OfTyping("typing", null, id, customerName, "visitor", null, null);
      case Author.System _, Author.Automation _ -> new OfTyping("typing", null, id, null, "system", null, null);
    };
    feed.signal(conversation.workspace(), json.writeValueAsString(frame));
  }

  void publish(java.util.List<Feed.Change> changes) {
    feed.publish(changes);
  }

  private Feed.Change change(WorkspaceId workspace, Object frame) {
    return new Feed.Change(workspace, json.writeValueAsString(frame));
  }
}
