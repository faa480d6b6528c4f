package io.parley.commerce;

import io.parley.platform.WorkspaceId;
import java.util.List;

/// Hears of products that can be had again or cost less than before, in the transaction that says so. Implemented by
/// modules above.
public interface ProductHearing {
  void changed(WorkspaceId workspace, List<Change> changes);

  enum Kind { BACK_IN_STOCK, CHEAPER }

  /// `product` is as it is now.
  record Change(Kind kind, Product product) {}
}
