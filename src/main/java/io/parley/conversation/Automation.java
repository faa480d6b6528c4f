package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What is sent by itself stands in the thread of whom it goes to, so that staff see what she answers.
@Component
public final class Automation {
  private final Database database;
  private final ConversationStore conversations;
  private final MessageStore messages;
  private final Writing writing;

  /// A thread that is there. `usedAt` is when somebody last said something in it.
  public record Place(ConversationId id, Instant usedAt) {}

  /// @param id of the line, and of the outgoing it becomes: the same again changes nothing
  /// @param by what the merchant calls what sends it
  public record Line(UUID id, ConversationId conversation, String by, Content content) {}

  Automation(Database database, ConversationStore conversations, MessageStore messages, Writing writing) {
    this.database = database;
    this.conversations = conversations;
    this.messages = messages;
    this.writing = writing;
  }

  /// The threads of these identities. An identity is known on one channel.
  public Map<IdentityId, Place> threads(WorkspaceId workspace, Collection<IdentityId> identities) {
    var places = new HashMap<IdentityId, Place>();
    if (!identities.isEmpty()) {
      database.tenant(workspace, () -> conversations.threads(workspace, identities)).forEach(
          c -> places.put(c.party().identity(), new Place(c.id(), c.updatedAt())));
    }
    return places;
  }

  /// Whose thread it is.
  public Optional<IdentityId> identity(WorkspaceId workspace, ConversationId conversation) {
    return database.tenant(workspace, () -> conversations.find(workspace, conversation))
        .map(one -> one.party().identity());
  }

  /// Those of these that are lines of a thread.
  public Set<UUID> lines(WorkspaceId workspace, Collection<UUID> ids) {
    return database.tenant(workspace, () -> messages.known(workspace, ids));
  }

  /// Writes lines within the running transaction; they are sent after it.
  public void write(WorkspaceId workspace, List<Line> lines) {
    writing.write(lines.stream().map(line -> write(workspace, line)).toList());
  }

  /// What a message says, in one line.
  public static String summary(Content content) {
    return Summary.of(content);
  }

  /// The kind of a message, as the timeline calls it.
  public static String kind(Content content) {
    return Summary.kind(content);
  }

  private static Write write(WorkspaceId workspace, Line line) {
    var clientId = "send/" + line.id;
    return new Write(new Write.Target.Known(workspace, line.conversation), clientId, (c, now) -> c.send(
        new Draft(clientId, new Author.Automation(line.by), line.content, now, null, new MessageId(line.id))));
  }
}
