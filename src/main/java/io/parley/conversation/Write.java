package io.parley.conversation;

import io.parley.channel.ConnectionId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change of one thread, to be committed with others.
///
/// @param clientId if a line with this id is there already, that is the outcome and the verb is not asked
record Write(Target target, @Nullable String clientId, Verb verb) {

  /// Pure: called again if the batch has to be written again.
  interface Verb {
    Turn turn(Conversation conversation, Instant now);
  }

  sealed interface Target {
    WorkspaceId workspace();

    record Known(WorkspaceId workspace, ConversationId id) implements Target {}

    /// The visitor's conversation; begun, and her secret bound, if this is the first she writes.
    record OnSite(Visitor visitor) implements Target {
      @Override
      public WorkspaceId workspace() {
        return visitor.workspace();
      }
    }

    /// The conversation with a contact of a connection; begun if there is none.
    record Elsewhere(WorkspaceId workspace, Channel channel, ConnectionId connection, String address)
        implements Target {
      /// A mail address is the same person whichever account of ours she writes to; other channels know people by
      /// ids that hold within one account.
      IdentityKey identity() {
        return channel == Channel.EMAIL ? new IdentityKey(channel.word(), address)
            : new IdentityKey(channel.word(), connection.value() + ":" + address);
      }
    }
  }

  sealed interface Outcome {
    /// @param fresh false if the line was there already
    record Written(Conversation conversation, List<Message> lines, boolean fresh) implements Outcome {}

    record Refused(Problem why) implements Outcome {}
  }
}
