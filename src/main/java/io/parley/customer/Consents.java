package io.parley.customer;

import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What customers agreed to. A no holds from the moment it is written: whoever sends asks here, under the same lock.
@Component
public final class Consents {
  private final ConsentStore store;

  Consents(ConsentStore store) {
    this.store = store;
  }

  /// Adds a word of the identity, in the running transaction or one of its own.
  public void add(WorkspaceId workspace, IdentityId identity, Consent consent) {
    store.add(workspace, identity, consent);
  }

  /// The word that stands for each purpose and channel; none where she never said one.
  public List<Consent> standing(WorkspaceId workspace, CustomerId customer) {
    return store.standing(workspace, customer);
  }

  /// All she ever said, latest first, at most 200.
  public List<Consent> history(WorkspaceId workspace, CustomerId customer) {
    return store.history(workspace, customer);
  }

  /// What many customers last said to a purpose, by channel; those who never said anything are left out.
  public Map<CustomerId, Map<Consent.Channel, Boolean>> words(WorkspaceId workspace, Collection<CustomerId> customers,
      Consent.Purpose purpose) {
    return customers.isEmpty() ? Map.of() : store.words(workspace, customers, purpose);
  }

  /// Those of the customers who said no to this purpose on this channel, or on any.
  public Set<CustomerId> refusing(WorkspaceId workspace, Collection<CustomerId> customers, Consent.Purpose purpose,
      Consent.Channel channel) {
    return store.refusing(workspace, customers, purpose, channel);
  }
}
