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
import tools.jackson.databind.JsonNode;

/// A tag put on or taken off many customers, as far as it has come. `after` is the id behind which it goes on, `looked`
/// how many it has looked at, `met` how many of them it is about, `changed` how many of those had to be changed,
/// `expected` how many there are to look at, about.
record Bulk(
    UUID id,
    WorkspaceId workspace,
    Verb verb,
    TagId tag,
    Whom whom,
    @Nullable UUID after,
    long looked,
    long met,
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

    /// Of those whom the filter finds, who meets the condition when her turn comes, if there is one.
    record Matching(CustomerFilter filter, @Nullable JsonNode condition) implements Whom {
      public Matching {
        condition = condition == null || condition.isNull() ? null : condition;
      }
    }

    /// Whom the job with this id changed.
    record ChangedBy(UUID bulk) implements Whom {}
  }
}
