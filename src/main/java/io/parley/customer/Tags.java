package io.parley.customer;

import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What stands on customers. Every method joins the running transaction, or runs in one of its own.
@Component
public final class Tags {
  private final TagStore store;
  private final HandTags hand;

  Tags(TagStore store, HandTags hand) {
    this.store = store;
    this.hand = hand;
  }

  /// The tag of this name, made if there is none. Names differ by more than case and blanks.
  public TagId ensure(WorkspaceId workspace, String name) {
    return store.ensure(workspace, name);
  }

  /// The names of all tags, without counting who carries them.
  public Map<TagId, String> names(WorkspaceId workspace) {
    return store.names(workspace);
  }

  public List<Tag> list(WorkspaceId workspace) {
    return store.list(workspace);
  }

  /// Puts tags on customers, many at once; of the same tag for the same customer the first counts. A tag that she
  /// carries already keeps its time and evidence. Returns those that were new, with the identity each stands on.
  public List<Attachment> attach(WorkspaceId workspace, List<Attachment> attachments) {
    return store.attach(workspace, attachments);
  }

  /// Takes a rule's tags off these customers, many at once. Tags set by hand stay.
  public void detach(WorkspaceId workspace, UUID rule, Collection<CustomerId> customers) {
    store.detach(workspace, rule, customers);
  }

  /// Takes a tag off by hand, whoever put it there. Rules do not put it back until `allow`. Answers from which of her
  /// identities, none if the customer did not carry it. `by` is the member, null for an API key.
  public List<IdentityId> take(WorkspaceId workspace, CustomerId customer, TagId tag, @Nullable UUID by) {
    return take(workspace, List.of(customer), tag, by).getOrDefault(customer, List.of());
  }

  /// The same for many: those who carried it.
  public Map<CustomerId, List<IdentityId>> take(
      WorkspaceId workspace, Collection<CustomerId> customers, TagId tag, @Nullable UUID by) {
    return hand.take(workspace, customers, tag, by);
  }

  /// Lets rules put a tag on again that a person took off. Answers on which of her identities it was kept off.
  public List<IdentityId> allow(WorkspaceId workspace, CustomerId customer, TagId tag) {
    return allow(workspace, List.of(customer), tag).getOrDefault(customer, List.of());
  }

  /// The same for many.
  public Map<CustomerId, List<IdentityId>> allow(
      WorkspaceId workspace, Collection<CustomerId> customers, TagId tag) {
    return hand.allow(workspace, customers, tag);
  }

  /// Takes a tag off these very identities as the log tells of it; `why` is `hand` or `expired`.
  public void off(WorkspaceId workspace, Collection<IdentityId> identities, TagId tag, Instant at, String why) {
    hand.off(workspace, identities, tag, at, why);
  }

  /// Lets rules put a tag on again as the log tells of it.
  public void allowOn(WorkspaceId workspace, Collection<IdentityId> identities, TagId tag, Instant at) {
    hand.allowOn(workspace, identities, tag, at);
  }

  /// The tags that rules may not put on these customers.
  public Map<CustomerId, Set<TagId>> keptOff(WorkspaceId workspace, Collection<CustomerId> customers) {
    return hand.keptOff(workspace, customers);
  }

  /// Every tag the customer carries or carried, latest first, at most 200.
  public List<TagSpan> history(WorkspaceId workspace, CustomerId customer) {
    return store.history(workspace, customer);
  }

  /// Takes off what has ended by the clock of its workspace, in the running engine transaction, at most `limit`.
  public List<EndedTag> expire(int limit) {
    return store.expire(limit);
  }

  /// When the next tag of the workspace ends by itself.
  public Optional<Instant> nextEnd(WorkspaceId workspace) {
    return store.nextEnd(workspace);
  }

  /// Who carries a tag by this rule.
  public List<CustomerId> carriers(WorkspaceId workspace, UUID rule) {
    return store.carriers(workspace, rule);
  }

  public Map<CustomerId, List<CarriedTag>> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return store.of(workspace, customers);
  }
}
