package io.parley.campaign;

import io.parley.channel.Content;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.experiment.Experiment;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.TrackingLinks;
import io.parley.outreach.Words;
import io.parley.outreach.WordsId;
import io.parley.platform.Clocks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// What a broadcast wants to say to each of its people, and when.
@Component
class Intentions {
  private final BroadcastStore store;
  private final Sayings sayings;
  private final Fields fields;
  private final Habits habits;
  private final Outreach outreach;
  private final TrackingLinks links;
  private final Clocks clocks;

  /// What the variants of a broadcast say, each with its links ready; `words` where all of an arm get the same.
  record Ready(List<Saying> sayings, List<TrackingLinks.Tracked> links, List<WordsId> words) {}

  Intentions(BroadcastStore store, Sayings sayings, Fields fields, Habits habits, Outreach outreach,
      TrackingLinks links, Clocks clocks) {
    this.store = store;
    this.sayings = sayings;
    this.fields = fields;
    this.habits = habits;
    this.outreach = outreach;
    this.links = links;
    this.clocks = clocks;
  }

  /// One for each of them. `before` is how many have been found since the broadcast last told how far it has come.
  List<Intent> of(Broadcast broadcast, Ready ready, int before, List<RecipientStore.Recipient> people) {
    var workspace = broadcast.workspace();
    var plan = broadcast.plan();
    var wanted = new HashSet<String>();
    plan.variants().forEach(variant -> wanted.addAll(Saying.variables(variant)));
    var values = wanted.isEmpty() ? Map.<CustomerId, Map<String, String>>of()
        : fields.of(workspace, identities(people), wanted);
    var when = when(broadcast, before, people);
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

  private static Map<String, Content> said(Ready ready, int variant, IdentityId identity,
      Map<String, String> values) {
    var tracked = ready.links.get(variant);
    return ready.sayings.get(variant).contents(values, url -> tracked.of(url, identity));
  }

  static Source source(Broadcast broadcast, int variant) {
    return new Source(Source.Kind.BROADCAST, broadcast.id().value(),
        broadcast.plan().variants().size() == 1 ? "" : variant == 0 ? "A" : "B", broadcast.name());
  }

  /// Texts that are the same for everybody are written down once, so that they can go out together.
  Ready ready(Broadcast broadcast) {
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
  private List<Instant> when(Broadcast broadcast, int before, List<RecipientStore.Recipient> people) {
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
      times.add(start.plusMillis(Math.round((broadcast.pace().recipients() + before + n) * millis)));
    }
    return times;
  }
}
