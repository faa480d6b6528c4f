package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Does jobs over many customers a few hundred at a time: the tags, the facts that tell of them, whom they changed and
/// how far the job has come commit together, so a job that is cut off goes on where it was and does nothing twice.
@Component
class BulkTagging {
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final int AT_ONCE = 300;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  /// Why a tag came off that rules may put on again at once.
  static final String UNDONE = "undone";

  private final Database database;
  private final BulkStore store;
  private final Customers customers;
  private final Tags tags;
  private final Timeline timeline;
  private final Meeting meeting;
  private final Clocks clocks;
  private final Worker worker;
  private Instant tidiedAt = Instant.EPOCH;

  /// Some of those a job is about, out of `looked`; `end` is the id behind which it goes on, null when there are no
  /// more.
  private record Some(List<CustomerId> customers, int looked, @Nullable UUID end) {
    Some(List<CustomerId> customers, @Nullable UUID end) {
      this(customers, customers.size(), end);
    }
  }

  BulkTagging(Database database, BulkStore store, Customers customers, Tags tags, Timeline timeline, Meeting meeting,
      Clocks clocks, Workers workers) {
    this.database = database;
    this.store = store;
    this.customers = customers;
    this.tags = tags;
    this.timeline = timeline;
    this.meeting = meeting;
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
      store.move(bulk, some.end, new BulkStore.Moved(some.looked, some.customers.size(), changed.size()));
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
        yield new Some(met(workspace, found, all.condition()), found.size(),
            found.size() < AT_ONCE ? null : found.getLast().value());
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

  private List<CustomerId> met(WorkspaceId workspace, List<CustomerId> found, @Nullable JsonNode condition) {
    if (condition == null || found.isEmpty()) {
      return found;
    }
    var met = meeting.met(workspace, condition, found);
    return found.stream().filter(met::contains).toList();
  }

  private static boolean behind(UUID id, UUID after) {
    return id.toString().compareTo(after.toString()) > 0;
  }

  /// What a person takes off stays off; an undo only makes it as it was, so rules may put the tag on again.
  private Set<CustomerId> change(Bulk bulk, List<CustomerId> some) {
    var workspace = bulk.workspace();
    customers.lock(workspace, some);
    return switch (bulk.verb()) {
      case TAG -> {
        var allowed = tags.allow(workspace, some, bulk.tag());
        var now = clocks.now(workspace);
        var put = tags.attach(workspace,
            some.stream().map(one -> Attachment.byHand(one, bulk.tag(), now, bulk.member())).toList());
        var changed = put.stream().collect(toMap(Attachment::customer, one -> Objects.requireNonNull(one.on())));
        tell(bulk, FactKind.TAG, changed, allowed);
        var only = firsts(allowed);
        only.keySet().removeAll(changed.keySet());
        tell(bulk, FactKind.ALLOW, only, allowed);
        yield changed.keySet();
      }
      case UNTAG -> {
        var taken = tags.take(workspace, some, bulk.tag(), bulk.member());
        tell(bulk, FactKind.UNTAG, firsts(taken), taken);
        if (bulk.whom() instanceof Bulk.Whom.ChangedBy) {
          tags.allow(workspace, some, bulk.tag());
        }
        yield taken.keySet();
      }
    };
  }

  private static Map<CustomerId, IdentityId> firsts(Map<CustomerId, List<IdentityId>> of) {
    var firsts = new HashMap<CustomerId, IdentityId>();
    of.forEach((customer, identities) -> firsts.put(customer, identities.getFirst()));
    return firsts;
  }

  /// `on` is where the fact of each stands, `named` are the identities it speaks of.
  private void tell(
      Bulk bulk, String kind, Map<CustomerId, IdentityId> on, Map<CustomerId, List<IdentityId>> named) {
    if (on.isEmpty()) {
      return;
    }
    var workspace = bulk.workspace();
    var name = tags.list(workspace).stream().filter(tag -> tag.id().equals(bulk.tag())).map(Tag::name).findFirst()
        .orElse("");
    var said = new HashMap<>(Map.of("text", name, "tagId", bulk.tag().value().toString(), "why",
        bulk.whom() instanceof Bulk.Whom.ChangedBy ? UNDONE : "hand"));
    if (bulk.member() != null) {
      said.put("by", bulk.member().toString());
    }
    var now = clocks.now(workspace);
    if (!kind.equals(FactKind.ALLOW)) {
      store.remember(bulk, on.values());
    }
    timeline.append(workspace, on.entrySet().stream()
        .map(one -> NewFact.about(one.getValue(), kind, "bulk-" + bulk.id() + "-" + one.getValue(), now,
            Map.copyOf(said)).naming(named.getOrDefault(one.getKey(), List.of()))).toList());
  }
}
