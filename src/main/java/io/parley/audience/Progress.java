package io.parley.audience;

import io.parley.customer.CustomerId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// How far the past was worked out for what is live. Customers are worked through in the order of their ids; who was
/// not reached yet is left to it.
record Progress(Map<UUID, Optional<CustomerId>> open) {

  boolean reached(Watch watch, CustomerId customer) {
    var cursor = open.get(watch.id());
    return cursor == null || cursor.isPresent() && compare(customer, cursor.get()) <= 0;
  }

  /// As PostgreSQL orders ids: by their bytes, which Java's own order of UUIDs is not.
  private static int compare(CustomerId one, CustomerId other) {
    return one.toString().compareTo(other.toString());
  }
}
