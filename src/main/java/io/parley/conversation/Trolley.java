package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import java.util.Optional;

/// Whoever knows what lies in carts: the message that puts hers back in the shop. Empty if nothing lies in it.
public interface Trolley {
  Optional<Content> cart(WorkspaceId workspace, IdentityId identity);
}
