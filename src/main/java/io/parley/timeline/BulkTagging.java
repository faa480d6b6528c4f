package io.parley.timeline;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.minBy;

import io.parley.customer.Attachment;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.Tag;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Does jobs over many customers a few hundred at a time: the tags, the facts that tell of them, whom they changed and
/// how far the job has come commit together, so a job that is cut off goes on where it was and does nothing twice.
@Component
class BulkTagging {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final int AT_ONCE = 300;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  private final Database database;
  private final BulkStore store;
  private final Customers customers;
  private final Tags tags;
  private final Timeline timeline;
  private final Clocks clocks;
  private final Worker worker;
  private Instant tidiedAt = Instant.EPOCH;

  /// Some of those a job is about; `end` is the id behind which it goes on, null when there are no more.
  private record Some(List<CustomerId> customers, @Nullable UUID end) {}

  BulkTagging(Database database, BulkStore store, Customers customers, Tags tags, Timeline timeline, Clocks clocks,
      Workers workers) {
    this.database = database;
    this.store = store;
    this.customers = customers;
    this.tags = tags;
    this.timeline = timeline;
    this.clocks = clocks;
    this.worker = workers.add("bulk", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    if (Duration.between(tidiedAt, clocks.wall()).compareTo(TIDY_EVERY) > 0) {
      tidiedAt = clocks.wall();
      tidy();
    }
    return database.engine(() -> store.next().map(bulk -> {
      var some = some(bulk);
      var changed = some.customers.isEmpty() ? Set.<CustomerId>of() : change(bulk, some.customers);
      store.move(bulk, some.end, some.customers.size(), changed.size());
      return true;
    }).orElse(false));
  }

  /// A job can be undone for thirty days; then it is forgotten, and whom it changed with it.
  int tidy() {
    return database.engine(() -> store.tidy(clocks.wall().minus(KEPT)));
  }

  private Some some(Bulk bulk) {
    var workspace = bulk.workspace();
    return switch (bulk.whom()) {
      case Bulk.Whom.Matching all -> {
        var after = Optional.ofNullable(bulk.after()).map(CustomerId::new).orElse(null);
        var found = customers.matching(workspace, all.filter(), after, AT_ONCE);
        yield new Some(found, found.size() < AT_ONCE ? null : found.getLast().value());
      }
      case Bulk.Whom.Chosen chosen -> {
        var left = chosen.customers().stream().filter(id -> bulk.after() == null || behind(id.value(), bulk.after()))
            .sorted(Comparator.comparing(CustomerId::toString)).toList();
        var now = left.subList(0, Math.min(AT_ONCE, left.size()));
        yield new Some(now, left.size() <= AT_ONCE ? null : now.getLast().value());
      }
      case Bulk.Whom.ChangedBy undone -> {
        var found = store.changedBy(bulk, undone.bulk(), AT_ONCE);
        var owners = customers.refs(workspace, found).values().stream().map(one -> one.id()).distinct().toList();
        yield new Some(owners, found.size() < AT_ONCE ? null : found.getLast().value());
      }
    };
  }

  private static boolean behind(UUID id, UUID after) {
    return id.toString().compareTo(after.toString()) > 0;
  }

  /// What a person takes off stays off; an undo only makes it as it was, so rules may put the tag on again.
  private Set<CustomerId> change(Bulk bulk, List<CustomerId> some) {
    var workspace = bulk.workspace();
    customers.lock(workspace, some);
    var changed = switch (bulk.verb()) {
      case TAG -> {
        tags.allow(workspace, some, bulk.tag());
        var now = clocks.now(workspace);
        var put = tags.attach(workspace,
            some.stream().map(one -> Attachment.byHand(one, bulk.tag(), now, bulk.member())).toList());
        yield new HashSet<>(put.stream().map(Attachment::customer).toList());
      }
      case UNTAG -> {
        var taken = tags.take(workspace, some, bulk.tag(), bulk.member());
        if (bulk.whom() instanceof Bulk.Whom.ChangedBy) {
          tags.allow(workspace, some, bulk.tag());
        }
        yield taken;
      }
    };
    if (!changed.isEmpty()) {
      tell(bulk, oldest(workspace, changed));
    }
    return changed;
  }

  private Collection<IdentityId> oldest(WorkspaceId workspace, Set<CustomerId> of) {
    Map<CustomerId, Optional<IdentityId>> oldest = customers.identitiesOf(workspace, of).entrySet().stream()
        .collect(groupingBy(Map.Entry::getValue,
            java.util.stream.Collectors.mapping(Map.Entry::getKey, minBy(Comparator.comparing(IdentityId::toString)))));
    return oldest.values().stream().flatMap(Optional::stream).toList();
  }

  private void tell(Bulk bulk, Collection<IdentityId> identities) {
    var workspace = bulk.workspace();
    var name = tags.list(workspace).stream().filter(tag -> tag.id().equals(bulk.tag())).map(Tag::name).findFirst()
        .orElse("");
    var said = new HashMap<>(Map.of("text", name, "tagId", bulk.tag().value().toString(), "why", "hand"));
    if (bulk.member() != null) {
      said.put("by", bulk.member().toString());
    }
    var kind = bulk.verb() == Bulk.Verb.TAG ? FactKind.TAG : FactKind.UNTAG;
    var now = clocks.now(workspace);
    store.remember(bulk, identities);
    timeline.append(workspace, identities.stream()
        .map(one -> NewFact.about(one, kind, "bulk-" + bulk.id() + "-" + one, now, Map.copyOf(said))).toList());
  }
}
