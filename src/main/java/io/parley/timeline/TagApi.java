package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.Attachment;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.Tag;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tags set and taken off by hand: at once, and told to the timeline in the same transaction.
@RestController
class TagApi {
  private static final Logger LOG = LoggerFactory.getLogger(TagApi.class);
  private static final int MOST_COLLISIONS = 3;

  private final Tags tags;
  private final Customers customers;
  private final Timeline timeline;
  private final Members members;
  private final Database database;
  private final Clocks clocks;

  /// At `until` the tag comes off by itself.
  record NewTag(@Nullable String name, @Nullable Instant until) {}

  record TagView(
      TagId id, String name, Instant since, String source, @Nullable UUID ruleId, List<Attachment.Evidence> evidence,
      @Nullable Instant until) {
    static TagView of(CarriedTag tag) {
      return new TagView(tag.id(), tag.name(), tag.since(), tag.rule() == null ? "member" : "rule", tag.rule(),
          tag.evidence(), tag.until());
    }
  }

  /// A tag from when it was put on to when it came off. `why` is `hand`, `rule` or `expired`; `keptOff` while rules may
  /// not put it back.
  record TagSpanView(
      TagId id, String name, Instant since, @Nullable UUID ruleId, @Nullable String by, @Nullable Instant until,
      @Nullable Instant removedAt, @Nullable String removedBy, @Nullable String why, boolean keptOff) {}

  TagApi(Tags tags, Customers customers, Timeline timeline, Members members, Database database, Clocks clocks) {
    this.tags = tags;
    this.customers = customers;
    this.timeline = timeline;
    this.members = members;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/tags")
  Page<Tag> all(Access access) {
    return Page.all(tags.list(access.workspace()));
  }

  @GetMapping("/api/v1/customers/{id}/tags")
  Page<TagView> of(Access access, @PathVariable UUID id) {
    return Page.all(carried(access.workspace(), survivor(access.workspace(), id)).stream().map(TagView::of).toList());
  }

  @GetMapping("/api/v1/customers/{id}/tag-history")
  Page<TagSpanView> history(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var names = members.of(workspace).stream().collect(toMap(one -> one.id().value(), Member::name));
    return Page.all(tags.history(workspace, survivor(workspace, id)).stream().map(span -> new TagSpanView(span.id(),
        span.name(), span.since(), span.rule(), names.get(span.by()), span.until(), span.removedAt(),
        names.get(span.removedBy()), span.why(), span.keptOff())).toList());
  }

  @PostMapping("/api/v1/customers/{id}/tags")
  @ResponseStatus(HttpStatus.CREATED)
  TagView put(Access access, @PathVariable UUID id, @RequestBody NewTag wanted) {
    var workspace = access.workspace();
    return byHand(workspace, () -> {
      var customer = held(workspace, id);
      var tag = tags.ensure(workspace, wanted.name == null ? "" : wanted.name);
      var allowed = tags.allow(workspace, customer, tag);
      var put = tags.attach(workspace, List.of(
          Attachment.byHand(customer, tag, clocks.now(workspace), by(access)).until(wanted.until)));
      var view = carried(workspace, customer).stream().filter(one -> one.id().equals(tag)).findFirst().orElseThrow();
      if (!put.isEmpty()) {
        tell(access, FactKind.TAG, view, Objects.requireNonNull(put.getFirst().on()), allowed);
      } else if (!allowed.isEmpty()) {
        tell(access, FactKind.ALLOW, view, allowed.getFirst(), allowed);
      }
      return TagView.of(view);
    });
  }

  @DeleteMapping("/api/v1/customers/{id}/tags/{tagId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void take(Access access, @PathVariable UUID id, @PathVariable UUID tagId) {
    var workspace = access.workspace();
    byHand(workspace, () -> {
      var customer = held(workspace, id);
      var tag = carried(workspace, customer).stream().filter(one -> one.id().value().equals(tagId)).findFirst()
          .orElseThrow(Problem::notFound);
      var taken = tags.take(workspace, customer, tag.id(), by(access));
      if (!taken.isEmpty()) {
        tell(access, FactKind.UNTAG, tag, taken.getFirst(), taken);
      }
      return taken;
    });
  }

  /// Lets rules put a tag on again that a person took off: they are worked out anew within a second.
  @PostMapping("/api/v1/customers/{id}/tags/{tagId}/allow")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void allow(Access access, @PathVariable UUID id, @PathVariable UUID tagId) {
    var workspace = access.workspace();
    byHand(workspace, () -> {
      var customer = held(workspace, id);
      var off = tags.history(workspace, customer).stream().filter(one -> one.id().value().equals(tagId)).findFirst()
          .orElseThrow(Problem::notFound);
      var allowed = tags.allow(workspace, customer, off.id());
      if (!allowed.isEmpty()) {
        tell(access, FactKind.ALLOW, new CarriedTag(off.id(), off.name(), off.since(), null, List.of(), null, null),
            allowed.getFirst(), allowed);
      }
      return allowed;
    });
  }

  /// The fold takes identities before tags, we the other way round; whoever is broken off for that begins again.
  private <T> T byHand(WorkspaceId workspace, Supplier<T> deed) {
    for (var left = MOST_COLLISIONS; left > 0; left--) {
      try {
        return database.tenant(workspace, deed);
      } catch (ConcurrencyFailureException collision) {
        LOG.debug("A tag by hand and the fold waited for each other", collision);
      }
    }
    return database.tenant(workspace, deed);
  }

  private static @Nullable UUID by(Access access) {
    return access.member() == null ? null : access.member().value();
  }

  private CustomerId survivor(WorkspaceId workspace, UUID id) {
    return customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
  }

  /// Nobody joins her with anybody until this is written.
  private CustomerId held(WorkspaceId workspace, UUID id) {
    customers.lock(workspace, List.of(survivor(workspace, id)));
    return survivor(workspace, id);
  }

  private List<CarriedTag> carried(WorkspaceId workspace, CustomerId customer) {
    return tags.of(workspace, List.of(customer)).getOrDefault(customer, List.of());
  }

  /// The fact stands on `at`, where the tag itself does, and speaks of `of`.
  private void tell(Access access, String kind, CarriedTag tag, IdentityId at, List<IdentityId> of) {
    var workspace = access.workspace();
    var said = new HashMap<>(Map.of("text", tag.name(), "tagId", tag.id().value().toString(), "why", "hand"));
    var member = by(access);
    if (member != null) {
      said.put("by", member.toString());
    }
    if (tag.until() != null) {
      said.put("until", tag.until().toString());
    }
    var when = kind.equals(FactKind.TAG) ? tag.since() : clocks.now(workspace);
    timeline.append(workspace, List.of(
        NewFact.about(at, kind, kind + "-" + Ids.next(), when, said).naming(of)));
  }
}
