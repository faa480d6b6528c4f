package io.parley.audience;

import io.parley.customer.Attachment;
import io.parley.platform.WorkspaceId;
import java.util.List;

/// Hears of tags that rules have put on customers, in the transaction that put them on: no fact tells of those.
/// Implemented by modules above. A rule that went live may have put them on by what happened long ago.
public interface TagHearing {
  void put(WorkspaceId workspace, List<Attachment> tags);
}
