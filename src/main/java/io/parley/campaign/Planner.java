package io.parley.campaign;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.TrackingLinks;
import io.parley.outreach.Words;
import io.parley.outreach.WordsId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Freezes the audience of a broadcast and hands each person's message to the guard, slice by slice. Recipients, what
/// is planned for them and how far it has come commit together, so a broadcast that is cut off goes on where it was.
@Component
class Planner implements Due {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final BroadcastStore store;
  private final RecipientStore recipients;
  private final Whom whom;
  private final Sayings sayings;
  private final Fields fields;
  private final Habits habits;
  private final Experiments experiments;
  private final Outreach outreach;
  private final TrackingLinks links;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  /// What the variants of a broadcast say, each with its links ready; `words` where all of an arm get the same.
  private record Ready(List<Saying> sayings, List<TrackingLinks.Tracked> links, List<WordsId> words) {}

  Planner(BroadcastStore store, RecipientStore recipients, Whom whom, Sayings sayings, Fields fields, Habits habits,
      Experiments experiments, Outreach outreach, TrackingLinks links, Database database, Clocks clocks,
      Workers workers) {
    this.store = store;
    this.recipients = recipients;
    this.whom = whom;
    this.sayings = sayings;
    this.fields = fields;
    this.habits = habits;
    this.experiments = experiments;
    this.outreach = outreach;
    this.links = links;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("broadcast-planning", POLL, this::round);
  }

  void wake() {
    worker.wake();
  }

  private boolean round() {
    for (var workspace : database.engine(store::waiting)) {
      pass(workspace, clocks.now(workspace));
    }
    return database.engine(() -> store.planning().map(broadcast -> {
      slice(broadcast);
      return true;
    }).orElse(false));
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> store.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    var begun = database.engine(() -> {
      var due = store.due(workspace, now);
      due.forEach(broadcast -> store.update(broadcast.due(now)));
      return !due.isEmpty();
    });
    if (begun) {
      wake();
    }
    return begun;
  }

  private void slice(Broadcast broadcast) {
    try {
      var workspace = broadcast.workspace();
      var slice = whom.next(workspace, broadcast.plan(), broadcast.pace().after());
      var fresh = slice.people().isEmpty() ? List.<RecipientStore.Recipient>of() : freeze(broadcast, slice.people());
      if (!fresh.isEmpty()) {
        outreach.plan(workspace, intents(broadcast, fresh));
      }
      var end = slice.end();
      var next = broadcast.came(end == null ? broadcast.pace().after() : end.value(), fresh.size());
      store.update(end == null ? next.planned(clocks.now(workspace)) : next);
    } catch (Problem impossible) {
      LOG.warn("Broadcast {} cannot be planned", broadcast.id(), impossible);
      store.update(broadcast.pause());
      store.reason(broadcast, impossible.sentence(java.util.Locale.TRADITIONAL_CHINESE));
    }
  }

  private List<RecipientStore.Recipient> freeze(Broadcast broadcast, List<CustomerId> people) {
    var workspace = broadcast.workspace();
    var kinds = broadcast.plan().channels().stream().map(Planner::identityKind).toList();
    var identities = recipients.identities(workspace, people, kinds);
    var arms = experiments.arms(workspace, new ExperimentId(broadcast.id().value()), identities.values());
    var all = new ArrayList<RecipientStore.Recipient>();
    identities.forEach((customer, identity) -> {
      var arm = arms.get(identity);
      if (arm != null) {
        all.add(new RecipientStore.Recipient(customer, identity, arm));
      }
    });
    var fresh = recipients.freeze(workspace, broadcast.id(), all);
    return all.stream().filter(one -> fresh.contains(one.customer())).toList();
  }

  /// A channel is one kind of identity.
  private static String identityKind(String channel) {
    return channel.equals("web") ? "visitor" : channel;
  }

  private List<Intent> intents(Broadcast broadcast, List<RecipientStore.Recipient> people) {
    var workspace = broadcast.workspace();
    var plan = broadcast.plan();
    var ready = ready(broadcast);
    var wanted = new HashSet<String>();
    plan.variants().forEach(variant -> wanted.addAll(Saying.variables(variant)));
    var values = wanted.isEmpty() ? Map.<CustomerId, Map<String, String>>of()
        : fields.of(workspace, identities(people), wanted);
    var when = when(broadcast, people);
    var intents = new ArrayList<Intent>();
    for (var n = 0; n < people.size(); n++) {
      var one = people.get(n);
      var heldOut = one.arm() == Experiment.HELD_OUT;
      var variant = heldOut ? 0 : one.arm() - 1;
      var words = ready.words.isEmpty()
          ? Words.of(said(ready, variant, one.identity(), values.getOrDefault(one.customer(), Map.of())))
          : new Words.Shared(ready.words.get(variant));
      var intent = Intent.of(source(broadcast, variant), one.identity().toString(), one.identity(),
          MessageClass.MARKETING, words).on(plan.channels()).heldOut(heldOut)
          .promoting(Set.copyOf(plan.variants().get(variant).products()));
      intents.add(when.isEmpty() ? intent : intent.notBefore(when.get(n)));
    }
    return intents;
  }

  private static Map<String, io.parley.channel.Content> said(Ready ready, int variant, IdentityId identity,
      Map<String, String> values) {
    var tracked = ready.links.get(variant);
    return ready.sayings.get(variant).contents(values, url -> tracked.of(url, identity));
  }

  static Source source(Broadcast broadcast, int variant) {
    return new Source(Source.Kind.BROADCAST, broadcast.id().value(),
        broadcast.plan().variants().size() == 1 ? "" : variant == 0 ? "A" : "B", broadcast.name());
  }

  /// Texts that are the same for everybody are written down once, so that they can go out together.
  private Ready ready(Broadcast broadcast) {
    var workspace = broadcast.workspace();
    var plan = broadcast.plan();
    var all = plan.variants().stream().map(variant -> sayings.of(workspace, variant)).toList();
    var tracked = new ArrayList<TrackingLinks.Tracked>();
    for (var n = 0; n < all.size(); n++) {
      tracked.add(links.track(workspace, source(broadcast, n),
          plan.links() == Plan.Links.PLAIN ? List.of() : all.get(n).addresses()));
    }
    var personal = all.stream().anyMatch(saying -> !Saying.variables(saying.variant()).isEmpty()
        || plan.links() == Plan.Links.PERSONAL && !saying.addresses().isEmpty());
    if (personal) {
      return new Ready(all, tracked, List.of());
    }
    var words = store.words(broadcast);
    if (words.isEmpty()) {
      words = new ArrayList<>();
      for (var n = 0; n < all.size(); n++) {
        var links = tracked.get(n);
        words.add(outreach.words(workspace, new Words.Own(all.get(n).contents(Map.of(), url -> links.of(url, null)))));
      }
      store.words(broadcast, words);
    }
    return new Ready(all, tracked, words);
  }

  private static Map<CustomerId, IdentityId> identities(List<RecipientStore.Recipient> people) {
    return people.stream().collect(Collectors.toMap(RecipientStore.Recipient::customer,
        RecipientStore.Recipient::identity, (one, other) -> one, HashMap::new));
  }

  /// When each may go at the earliest; empty if at once.
  private List<Instant> when(Broadcast broadcast, List<RecipientStore.Recipient> people) {
    var plan = broadcast.plan();
    var start = Optional.ofNullable(broadcast.times().startedAt()).orElseGet(() -> clocks.now(broadcast.workspace()));
    if (plan.bestHour()) {
      var best = habits.next(broadcast.workspace(), people.stream().map(RecipientStore.Recipient::customer).toList(),
          start);
      return people.stream().map(one -> best.getOrDefault(one.customer(), start)).toList();
    }
    if (plan.perMinute() == null) {
      return List.of();
    }
    var millis = 60_000.0 / plan.perMinute();
    var times = new ArrayList<Instant>();
    for (var n = 0; n < people.size(); n++) {
      times.add(start.plusMillis(Math.round((broadcast.pace().recipients() + n) * millis)));
    }
    return times;
  }
}
