package io.parley.customer;

import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What stands on customers. Every method joins the running transaction, or runs in one of its own.
@Component
public final class Tags {
  private final TagStore store;
  private final ManyTags many;

  Tags(TagStore store, ManyTags many) {
    this.store = store;
    this.many = many;
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

  /// Puts tags on customers, many at once. A tag that a customer carries already keeps its time and evidence. Returns
  /// those that were new.
  public List<Attachment> attach(WorkspaceId workspace, List<Attachment> attachments) {
    return store.attach(workspace, attachments);
  }

  /// Takes a rule's tags off these customers, many at once. Tags set by hand stay.
  public void detach(WorkspaceId workspace, UUID rule, Collection<CustomerId> customers) {
    store.detach(workspace, rule, customers);
  }

  /// Takes a tag off by hand, whoever put it there. Rules do not put it back until `allow`. True if the customer
  /// carried it. `by` is the member, null for an API key.
  public boolean take(WorkspaceId workspace, CustomerId customer, TagId tag, @Nullable UUID by) {
    return store.take(workspace, customer, tag, by);
  }

  /// The same for many. Returns those who carried it.
  public Set<CustomerId> take(
      WorkspaceId workspace, Collection<CustomerId> customers, TagId tag, @Nullable UUID by) {
    return many.take(workspace, customers, tag, by);
  }

  /// Lets rules put a tag on these customers again.
  public void allow(WorkspaceId workspace, Collection<CustomerId> customers, TagId tag) {
    many.allow(workspace, customers, tag);
  }

  /// Lets rules put a tag on again that a person took off. True if it was kept off.
  public boolean allow(WorkspaceId workspace, CustomerId customer, TagId tag) {
    return store.allow(workspace, customer, tag);
  }

  /// Every tag the customer carries or carried, latest first, at most 200.
  public List<TagSpan> history(WorkspaceId workspace, CustomerId customer) {
    return store.history(workspace, customer);
  }

  /// Takes off what has ended by the clock of its workspace, in the running engine transaction, at most `limit`.
  public List<EndedTag> expire(int limit) {
    return store.expire(limit);
  }

  /// Who carries a tag by this rule.
  public List<CustomerId> carriers(WorkspaceId workspace, UUID rule) {
    return store.carriers(workspace, rule);
  }

  public Map<CustomerId, List<CarriedTag>> of(WorkspaceId workspace, Collection<CustomerId> customers) {
    return store.of(workspace, customers);
  }
}
