package io.parley.conversation;

import io.parley.channel.Content;
import io.parley.platform.WorkspaceId;
import java.util.List;

/// Whoever knows what the merchant sells, for product cards. Unknown ids are left out; the order is kept.
public interface Shelf {
  List<Content.Product> products(WorkspaceId workspace, List<String> ids);
}
