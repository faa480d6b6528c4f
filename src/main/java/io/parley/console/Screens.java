package io.parley.console;

import io.parley.commerce.Money;
import io.parley.customer.Lifecycle;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the joined screens show: the shapes of `/customers` and `/home`.
final class Screens {
  private Screens() {}

  record TagName(UUID id, String name) {}

  record OrderSum(int count, Money total) {}

  record CustomerSummary(
      UUID id,
      @Nullable String name,
      Lifecycle lifecycle,
      Instant firstSeenAt,
      Instant lastSeenAt,
      List<String> channels,
      List<TagName> tags,
      OrderSum orders,
      JsonNode attributes,
      @Nullable Instant enteredAt) {}

  record CustomerPage(
      UUID id,
      @Nullable String name,
      Lifecycle lifecycle,
      Instant firstSeenAt,
      Instant lastSeenAt,
      JsonNode attributes,
      List<IdentityLine> identities,
      List<TagLine> tags,
      @Nullable CartView cart,
      OrdersView orders,
      List<PageViewed> viewing,
      List<ConversationLine> conversations) {}

  /// `label` is how a person reads the identity: a LINE name, a masked phone, a short browser id.
  record IdentityLine(
      UUID id, String kind, String value, String label, Instant linkedAt, String evidence, boolean unlinkable) {}

  record RuleName(UUID id, String name) {}

  record TagLine(
      UUID id, String name, Instant since, String source, @Nullable RuleName rule, List<EvidenceLine> evidence,
      @Nullable Instant until) {}

  record EvidenceLine(Instant at, @Nullable String title, @Nullable String url) {}

  record CartView(List<CartLine> items, Money total, Instant updatedAt) {}

  record CartLine(
      String productId, String name, int quantity, @Nullable BigDecimal price, @Nullable String imageUrl,
      @Nullable String variant) {}

  record OrdersView(int count, Money total, List<OrderLine> recent) {}

  record OrderLine(
      UUID id, String number, @Nullable Instant at, Money total, List<CartLine> items, String channel, String state) {}

  record PageViewed(String url, @Nullable String title, Instant since) {}

  record ConversationLine(UUID id, String channel, String state, @Nullable Instant lastAt) {}

  record Home(
      List<Step> checklist,
      Today today,
      List<HomeDay> week,
      LedgerView ledger,
      List<RecentTag> recentTags) {}

  /// A step of the setup checklist: it ticks itself when what it asks for has happened.
  record Step(String key, boolean done, @Nullable Instant at, @Nullable String detail) {}

  record Today(long visitors, long conversations, long waiting, int orders, Money revenue) {}

  record HomeDay(LocalDate day, long visitors, int orders) {}

  record LedgerView(
      long accepted, long folded, long repeated, long parked, long waiting, long discarded, long refused) {}

  record RecentTag(UUID customerId, @Nullable String customerName, String tag, Instant at) {}

}
