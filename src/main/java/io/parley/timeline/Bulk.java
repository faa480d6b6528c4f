package io.parley.timeline;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.TagId;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A tag put on or taken off many customers, as far as it has come. `after` is the id behind which it goes on, `looked`
/// how many it has looked at, `changed` how many of them had to be changed, `expected` how many there are about.
record Bulk(
    UUID id,
    WorkspaceId workspace,
    Verb verb,
    TagId tag,
    Whom whom,
    @Nullable UUID after,
    long looked,
    long changed,
    long expected,
    State state,
    @Nullable UUID member,
    Instant createdAt) {

  enum Verb {
    TAG,
    UNTAG;

    Verb opposite() {
      return this == TAG ? UNTAG : TAG;
    }

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum State {
    RUNNING,
    DONE,
    STOPPED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  sealed interface Whom {
    record Chosen(List<CustomerId> customers) implements Whom {}

    record Matching(CustomerFilter filter) implements Whom {}

    /// Whom the job with this id changed.
    record ChangedBy(UUID bulk) implements Whom {}
  }
}
