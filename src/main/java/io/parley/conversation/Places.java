package io.parley.conversation;

import static java.util.Objects.requireNonNull;

import io.parley.conversation.Write.Target;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which conversation a write belongs to. A person's first words begin it, and bind the visitor's secret.
@Component
class Places {
  private final Customers customers;
  private final ConversationStore conversations;
  private final VisitorStore visitors;
  private final Clocks clocks;

  /// The conversations of a batch, locked until its transaction ends, and their persons.
  static final class Found {
    private final Map<Target, Target.Known> places = new HashMap<>();
    private final Map<Target.Known, Conversation> locked = new LinkedHashMap<>();
    private final Map<IdentityId, CustomerRef> people = new HashMap<>();

    /// Null for a visitor whose secret is not the one that was bound.
    Target.@Nullable Known place(Target target) {
      return target instanceof Target.Known known ? known : places.get(target);
    }

    Map<Target.Known, Conversation> locked() {
      return locked;
    }

    Map<IdentityId, CustomerRef> people() {
      return people;
    }
  }

  Places(Customers customers, ConversationStore conversations, VisitorStore visitors, Clocks clocks) {
    this.customers = customers;
    this.conversations = conversations;
    this.visitors = visitors;
    this.clocks = clocks;
  }

  Found find(List<Target> targets) {
    var found = new Found();
    var known = new LinkedHashSet<Target.Known>();
    var site = new LinkedHashSet<Visitor>();
    for (var target : targets) {
      switch (target) {
        case Target.Known place -> known.add(place);
        case Target.Elsewhere where -> known.add(found.places.computeIfAbsent(where, w -> begin(where)));
        case Target.OnSite onSite -> site.add(onSite.visitor());
      }
    }
    var met = lock(found, known, site);
    var fresh = site.stream().filter(visitor -> !met.contains(who(visitor))).toList();
    if (!fresh.isEmpty()) {
      begin(fresh);
      lock(found, List.of(), fresh);
    }
    return found;
  }

  /// Returns the visitors whose conversations were there, whatever their secrets.
  private Collection<String> lock(Found found, Collection<Target.Known> known, Collection<Visitor> site) {
    var byVisitor = site.stream().collect(Collectors.groupingBy(Places::who));
    var met = new LinkedHashSet<String>();
    for (var one : conversations.lock(known, site)) {
      var conversation = one.conversation();
      var place = new Target.Known(conversation.workspace(), conversation.id());
      found.locked.put(place, conversation);
      found.people.put(conversation.party().identity(), one.person());
      if (one.visitor() != null) {
        var who = conversation.workspace().value() + " " + one.visitor();
        met.add(who);
        byVisitor.getOrDefault(who, List.of()).stream()
            .filter(visitor -> visitor.fits(requireNonNull(one.secretHash())))
            .forEach(visitor -> found.places.put(new Target.OnSite(visitor), place));
      }
    }
    return met;
  }

  private static String who(Visitor visitor) {
    return visitor.workspace().value() + " " + visitor.anonymousId();
  }

  /// Binds the secrets of visitors and begins their conversations, as far as that was not done before.
  private void begin(List<Visitor> fresh) {
    fresh.stream().collect(Collectors.groupingBy(Visitor::workspace)).forEach((workspace, mine) -> {
      prove(workspace, mine);
      conversations.begin(mine, clocks.now(workspace));
    });
  }

  private void prove(WorkspaceId workspace, List<Visitor> mine) {
    var keys = mine.stream().map(visitor -> IdentityKey.visitor(visitor.anonymousId())).toList();
    var identities = customers.ensure(workspace, keys);
    var bound = new LinkedHashMap<Visitor, IdentityId>();
    mine.forEach(visitor -> bound.put(visitor,
        requireNonNull(identities.get(IdentityKey.visitor(visitor.anonymousId())))));
    visitors.bind(bound, clocks.now(workspace));
  }

  /// Binds the visitor's secret, unless one is bound.
  VisitorStore.Bound prove(Visitor visitor) {
    prove(visitor.workspace(), List.of(visitor));
    return visitors.bound(visitor).orElseThrow();
  }

  /// Who she is, if her secret is the one that was bound.
  Optional<IdentityId> proved(Visitor visitor) {
    return visitors.bound(visitor).filter(bound -> visitor.fits(bound.secretHash())).map(VisitorStore.Bound::identity);
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
