package io.parley.console;

import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerSort;
import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.customer.Lifecycle;
import io.parley.customer.TagId;
import io.parley.platform.Problem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an address asks of the list: `query`, `tag` (once or more), `stage`, `channel`, `segment`, `sort` (seen, first,
/// orders, spent, and in a segment `entered`, which is its own order; with `-` before it the least first) and
/// `attribute` (once or more).
record ListQuery(
    @Nullable String query,
    @Nullable List<UUID> tag,
    @Nullable String stage,
    @Nullable String channel,
    @Nullable UUID segment,
    @Nullable String sort,
    @Nullable List<String> attribute) {
  static final ListQuery ALL = new ListQuery(null, null, null, null, null, null, null);
  private static final int LONGEST_QUERY = 100;
  private static final int MOST_ATTRIBUTES = 20;

  CustomerFilter filter() {
    if (query != null && query.length() > LONGEST_QUERY) {
      throw Problem.invalid("query", "搜尋最多 100 個字", "A search has up to 100 characters");
    }
    return new CustomerFilter(query == null ? null : query.replace("\0", ""), tags(), lifecycle(), kind(), segment,
        List.of());
  }

  private List<TagId> tags() {
    if (tag == null) {
      return List.of();
    }
    if (tag.size() > CustomerFilter.MOST_TAGS || tag.contains(null)) {
      throw Problem.invalid("tag", "一次用 1 到 10 個標籤篩選", "Filter by 1 to 10 tags at once");
    }
    return tag.stream().map(TagId::new).toList();
  }

  private @Nullable Lifecycle lifecycle() {
    return stage == null || stage.isEmpty() ? null : Lifecycle.of(stage)
        .orElseThrow(() -> Problem.invalid("stage", "沒有這個階段", "There is no such stage"));
  }

  private @Nullable String kind() {
    return channel == null || channel.isEmpty() ? null : channel.equals("web") ? IdentityKey.VISITOR : channel;
  }

  Customers.Shown shown() {
    var word = sort == null || sort.isEmpty() ? segment == null ? "seen" : "entered" : sort;
    var ascending = word.startsWith("-");
    var by = CustomerSort.of(ascending ? word.substring(1) : word)
        .filter(one -> one != CustomerSort.ENTERED || segment != null)
        .orElseThrow(() -> Problem.invalid("sort", "不能照這個排序", "The list cannot be sorted by this"));
    var wanted = attribute == null ? List.<String>of() : attribute.stream().limit(MOST_ATTRIBUTES).toList();
    return new Customers.Shown(by, ascending, wanted);
  }

  /// Where a customer with these kinds of identities can be met.
  static List<String> channels(List<String> kinds) {
    return kinds.stream().filter(kind -> !kind.equals(IdentityKey.MEMBER))
        .map(kind -> kind.equals(IdentityKey.VISITOR) ? "web" : kind).toList();
  }
}
