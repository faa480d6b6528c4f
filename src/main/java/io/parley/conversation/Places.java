package io.parley.conversation;

import io.parley.conversation.Write.Target;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Which conversation a write belongs to. A person's first words begin it, and bind the visitor's secret.
@Component
class Places {
  private final Customers customers;
  private final ConversationStore conversations;
  private final VisitorStore visitors;
  private final Clocks clocks;

  Places(Customers customers, ConversationStore conversations, VisitorStore visitors, Clocks clocks) {
    this.customers = customers;
    this.conversations = conversations;
    this.visitors = visitors;
    this.clocks = clocks;
  }

  /// Empty for a visitor whose secret is not the one that was bound.
  Map<Target, Optional<Target.Known>> find(List<Target> targets) {
    var found = new HashMap<Target, Optional<Target.Known>>();
    var site = new LinkedHashSet<Visitor>();
    for (var target : targets) {
      switch (target) {
        case Target.Known known -> found.put(known, Optional.of(known));
        case Target.Elsewhere elsewhere -> found.computeIfAbsent(elsewhere, e -> Optional.of(begin(elsewhere)));
        case Target.OnSite onSite -> site.add(onSite.visitor());
      }
    }
    if (!site.isEmpty()) {
      find(site, found);
    }
    return found;
  }

  private void find(Collection<Visitor> site, Map<Target, Optional<Target.Known>> found) {
    var bound = new HashMap<String, VisitorStore.Bound>();
    for (var one : visitors.bound(site)) {
      bound.put(one.workspace().value() + " " + one.anonymousId(), one);
    }
    for (var visitor : site) {
      var known = Optional.ofNullable(bound.get(visitor.workspace().value() + " " + visitor.anonymousId()));
      var mine = known.or(() -> Optional.of(prove(visitor))).filter(one -> visitor.fits(one.secretHash()));
      found.put(new Target.OnSite(visitor), mine.map(this::begun));
    }
  }

  /// Binds the visitor's secret, unless one is bound.
  VisitorStore.Bound prove(Visitor visitor) {
    var identity = customers.ensure(visitor.workspace(), IdentityKey.visitor(visitor.anonymousId()));
    visitors.bind(visitor, identity, clocks.now(visitor.workspace()));
    return visitors.bound(visitor).orElseThrow();
  }

  /// The thread on the site of a visitor who has proved herself, for what happens in it. It is listed once she writes.
  Optional<Target> onSite(WorkspaceId workspace, IdentityId identity) {
    return visitors.bound(workspace, identity).map(this::begun);
  }

  private Target.Known begun(VisitorStore.Bound bound) {
    if (bound.conversation() != null) {
      return new Target.Known(bound.workspace(), bound.conversation());
    }
    var party = new Conversation.Party(bound.identity(), Channel.WEB, null, bound.anonymousId());
    var fresh = Conversation.begin(
        new ConversationId(Ids.next()), bound.workspace(), party, clocks.now(bound.workspace()));
    return new Target.Known(bound.workspace(), conversations.begin(fresh));
  }

  private Target.Known begin(Target.Elsewhere where) {
    var identity = customers.ensure(where.workspace(), where.identity());
    var party = new Conversation.Party(identity, where.channel(), where.connection(), where.address());
    var fresh = Conversation.begin(
        new ConversationId(Ids.next()), where.workspace(), party, clocks.now(where.workspace()));
    return new Target.Known(where.workspace(), conversations.begin(fresh));
  }
}
