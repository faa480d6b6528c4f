package io.parley.channel;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event of a provider about one contact, ready to be shown: media are fetched, the profile is known if the
/// provider tells it.
///
/// @param kind of the channel: `line`, `email`
/// @param eventId the provider's id of the event, unique in its connection
/// @param at when the provider saw it happen
public record Incoming(
    WorkspaceId workspace, ConnectionId connection, String kind, Contact contact, String eventId, Instant at,
    Happening happening) {

  /// What happened.
  public sealed interface Happening {
    /// The contact wrote. `messageId` is the provider's.
    record Wrote(String messageId, Content content) implements Happening {}

    /// The contact took back a message.
    record Unsent(String messageId) implements Happening {}

    /// The contact pressed a button of ours.
    record Pressed(Content.Postback postback) implements Happening {}

    /// The contact became a friend; `again` after a block.
    record Followed(boolean again) implements Happening {}

    /// The contact blocked us.
    record Blocked() implements Happening {}

    /// The account link ended. `nonce` is the one given to `Channels.linkDialog`.
    record Linked(String nonce, boolean success) implements Happening {}

    /// The provider tells later what became of a message it had accepted. `nobody`: nothing more is to be sent there,
    /// because there is nobody, or because who got it complained.
    record Became(OutgoingId id, Receipt.State state, @Nullable String reason, boolean nobody) implements Happening {
      boolean complaint() {
        return nobody && state == Receipt.State.SENT;
      }
    }

    /// Something Parley does not show yet; `what` is the provider's word for it.
    record Unsupported(String what) implements Happening {}
  }
}
