package io.parley.customer;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whom a list shows: everything given must hold. `query` finds parts of a name, an e-mail, a member number or a phone
/// in any writing; `#` and the beginning of a tag's name finds who carries it. `kind` is a kind of identity;
/// `segment` the id of a segment she is in; `only` are those it is about, everybody if empty.
public record CustomerFilter(
    @Nullable String query, List<TagId> tags, @Nullable Lifecycle stage, @Nullable String kind,
    @Nullable UUID segment, List<CustomerId> only) {
  public static final int MOST_TAGS = 10;
  public static final CustomerFilter EVERYBODY = new CustomerFilter(null, List.of(), null, null, null, List.of());

  public CustomerFilter {
    query = query == null || query.isBlank() ? null : query.strip();
    tags = List.copyOf(tags);
    only = List.copyOf(only);
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException("At most %d tags".formatted(MOST_TAGS));
    }
  }

  public static CustomerFilter only(List<CustomerId> customers) {
    return new CustomerFilter(null, List.of(), null, null, null, customers);
  }

  public static CustomerFilter finding(@Nullable String query) {
    return new CustomerFilter(query, List.of(), null, null, null, List.of());
  }

  public static CustomerFilter tagged(TagId tag) {
    return new CustomerFilter(null, List.of(tag), null, null, null, List.of());
  }

  public static CustomerFilter in(Lifecycle stage) {
    return new CustomerFilter(null, List.of(), stage, null, null, List.of());
  }

  public static CustomerFilter identified(String kind) {
    return new CustomerFilter(null, List.of(), null, kind, null, List.of());
  }

  /// Whom this filter finds within a segment.
  public CustomerFilter in(UUID segment) {
    return new CustomerFilter(query, tags, stage, kind, segment, only);
  }
}
