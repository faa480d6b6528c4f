package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Merge;
import io.parley.platform.WorkspaceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// New facts of one workspace in log order, repeats left out.
public final class Batch {
  private final WorkspaceId workspace;
  private final List<Fact> facts;
  private final Set<Merge> merges;
  private final Set<CustomerId> changed;
  private final Set<CustomerId> gained;
  private final Set<CustomerId> touched = new HashSet<>();
  private final Map<CustomerId, Fact> affected = new HashMap<>();
  private final Map<Long, Integer> places = new HashMap<>();

  /// `changed` are the customers that are to be worked out anew.
  public Batch(WorkspaceId workspace, List<Fact> facts, Set<Merge> merges, Set<CustomerId> changed) {
    this(workspace, facts, merges, changed, Set.of());
  }

  public Batch(WorkspaceId workspace, List<Fact> facts, Set<Merge> merges, Set<CustomerId> changed,
      Set<CustomerId> gained) {
    this.workspace = workspace;
    this.facts = List.copyOf(facts);
    this.merges = Set.copyOf(merges);
    this.changed = Set.copyOf(changed);
    this.gained = Set.copyOf(gained);
    for (var fact : facts) {
      touched.add(fact.customer());
      places.put(fact.position(), places.size());
    }
    touched.addAll(changed);
  }

  public WorkspaceId workspace() {
    return workspace;
  }

  public List<Fact> facts() {
    return facts;
  }

  /// Where a fact stands in the order of the log within this batch; -1 if it is not in it, and so was folded before. A
  /// position alone tells nothing of order: connections draw theirs from stocks of a hundred.
  public int place(long position) {
    return places.getOrDefault(position, -1);
  }

  public Stream<Fact> facts(String kind) {
    return facts.stream().filter(fact -> fact.kind().equals(kind));
  }

  public Set<Merge> merges() {
    return merges;
  }

  /// Customers that gained or lost identities, or are to be worked out anew. `Recompute` is called for them.
  public Set<CustomerId> changed() {
    return changed;
  }

  /// Customers with an identity that nobody had before, new customers among them.
  public Set<CustomerId> gained() {
    return gained;
  }

  /// Whom the screens are told of: everybody with a fact in the batch, and whom `touch` added.
  public Set<CustomerId> touched() {
    return Set.copyOf(touched);
  }

  public void touch(CustomerId customer) {
    touched.add(customer);
  }

  /// Something else is known of this customer by a fact about another identity, like an order somebody else's browser
  /// told a change of. Of several the latest counts.
  public void affect(CustomerId customer, Fact by) {
    touch(customer);
    affected.merge(customer, by, (one, other) -> other.at().isBefore(one.at()) ? one : other);
  }

  /// Customers of whom the facts of others changed something, each with the fact that did.
  public Map<CustomerId, Fact> affected() {
    return Map.copyOf(affected);
  }
}
