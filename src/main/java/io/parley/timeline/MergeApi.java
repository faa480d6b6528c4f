package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.customer.IdentityId;
import io.parley.customer.LinkLine;
import io.parley.customer.Say;
import io.parley.customer.Suggestion;
import io.parley.customer.Suggestions;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import io.parley.workspace.Member;
import io.parley.workspace.Members;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What people say about who is who: why identities belong together, merge, unmerge, suggestions. Merges and unmerges
/// are facts; the fold does them within a second, so that they have their place in the order of what happened.
@RestController
class MergeApi {
  private static final int LONGEST_REASON = 200;

  private final Customers customers;
  private final Suggestions suggestions;
  private final Timeline timeline;
  private final Members members;
  private final Database database;
  private final Clocks clocks;

  /// `confidence` is `proven`, `strong` or `stated`; `leaving` are those that go if this link is taken back.
  record LinkView(IdentityId identityId, IdentityId throughId, String evidence, LinkLine.Confidence confidence,
      Instant at, @Nullable String by, @Nullable String reason, List<IdentityId> leaving) {}

  record MergeOrder(@Nullable UUID with, @Nullable String reason) {}

  /// The link to take back: `identityId` came through `throughId`.
  record UnmergeOrder(@Nullable UUID identityId, @Nullable UUID throughId, @Nullable String reason) {}

  record SuggestionSide(UUID id, @Nullable String name) {}

  record SuggestionView(
      UUID id, SuggestionSide one, SuggestionSide other, String why, @Nullable String detail, Instant at) {
    static SuggestionView of(Suggestion it) {
      return new SuggestionView(it.id(), new SuggestionSide(it.one().id().value(), it.one().name()),
          new SuggestionSide(it.other().id().value(), it.other().name()), it.why(), it.detail(), it.at());
    }
  }

  MergeApi(Customers customers, Suggestions suggestions, Timeline timeline, Members members, Database database,
      Clocks clocks) {
    this.customers = customers;
    this.suggestions = suggestions;
    this.timeline = timeline;
    this.members = members;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/customers/{id}/links")
  Page<LinkView> links(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var names = members.of(workspace).stream().collect(toMap(one -> one.id().value(), Member::name));
    return Page.all(customers.links(workspace, survivor(workspace, id)).stream().map(link -> new LinkView(
        link.identity(), link.through(), link.evidence(), link.confidence(), link.at(), names.get(link.by()),
        link.reason(), link.leaving())).toList());
  }

  @PostMapping("/api/v1/customers/{id}/merge")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void merge(Access access, @PathVariable UUID id, @RequestBody MergeOrder order) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var one = survivor(workspace, id);
      var other = survivor(workspace, wanted(order.with, "with"));
      if (one.equals(other)) {
        throw Problem.conflict("one_already", "這兩位已經是同一位顧客", "These two are one customer already");
      }
      merge(access, bridge(workspace, one), bridge(workspace, other), order.reason);
    });
  }

  @PostMapping("/api/v1/customers/{id}/unmerge")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void unmerge(Access access, @PathVariable UUID id, @RequestBody UnmergeOrder order) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var customer = survivor(workspace, id);
      var identity = new IdentityId(wanted(order.identityId, "identityId"));
      var through = new IdentityId(wanted(order.throughId, "throughId"));
      var link = customers.links(workspace, customer).stream()
          .filter(one -> one.identity().equals(identity) && one.through().equals(through)).findFirst()
          .orElseThrow(Problem::notFound);
      timeline.append(workspace, List.of(NewFact.unmerge(link.leaving(), say(access, order.reason),
          "unmerge-" + Ids.next(), clocks.now(workspace))));
    });
  }

  @GetMapping("/api/v1/suggestions")
  Page<SuggestionView> open(Access access, @RequestParam(required = false) @Nullable UUID customer,
      @RequestParam(required = false) @Nullable UUID cursor, @RequestParam(defaultValue = "50") int limit) {
    var about = customer == null ? null : survivor(access.workspace(), customer);
    var page = suggestions.open(access.workspace(), about, cursor, limit);
    return new Page<>(page.items().stream().map(SuggestionView::of).toList(), page.next());
  }

  /// They are one: merged within a second.
  @PostMapping("/api/v1/suggestions/{id}/confirm")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void confirm(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var suggestion = suggestions.get(workspace, id).orElseThrow(Problem::notFound);
      settle(access, id, true);
      merge(access, suggestion.oneIdentity(), suggestion.otherIdentity(), suggestion.why());
    });
  }

  /// They are two; it is not suggested again.
  @PostMapping("/api/v1/suggestions/{id}/dismiss")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dismiss(Access access, @PathVariable UUID id) {
    settle(access, id, false);
  }

  private void settle(Access access, UUID id, boolean confirmed) {
    if (!suggestions.settle(access.workspace(), id, confirmed, by(access))) {
      throw Problem.notFound();
    }
  }

  private void merge(Access access, IdentityId one, IdentityId other, @Nullable String reason) {
    var workspace = access.workspace();
    timeline.append(workspace, List.of(
        NewFact.merge(one, other, say(access, reason), "merge-" + Ids.next(), clocks.now(workspace))));
  }

  private static Say say(Access access, @Nullable String reason) {
    var given = reason == null || reason.isBlank() ? null : reason.strip();
    if (given != null && given.length() > LONGEST_REASON) {
      throw Problem.invalid("reason", "原因最多 200 個字", "A reason has up to 200 characters");
    }
    return new Say(Say.STAFF, by(access), given);
  }

  private static @Nullable UUID by(Access access) {
    return access.member() == null ? null : access.member().value();
  }

  /// The identity that stands for a customer: her member number, else the first known.
  private IdentityId bridge(WorkspaceId workspace, CustomerId customer) {
    var identities = customers.identities(workspace, customer);
    return identities.stream().filter(Identity::isMember).findFirst().orElseGet(identities::getFirst).id();
  }

  private CustomerId survivor(WorkspaceId workspace, UUID id) {
    return customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
  }

  private static UUID wanted(@Nullable UUID id, String field) {
    if (id == null) {
      throw Problem.invalid(field, "少了 " + field, field + " is missing");
    }
    return id;
  }
}
