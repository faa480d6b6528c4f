package io.parley.campaign;

import io.parley.channel.Content;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.experiment.Exposure;
import io.parley.outreach.PastSends;
import io.parley.outreach.Words;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Broadcasts of a shop's invented past, for the demo: nobody is written to. Whom they reached and what was bought
/// after them are the shop's own customers and orders; the second version is made to look a little better than it was.
@Component
public final class PastBroadcasts {
  private static final BigDecimal COST = new BigDecimal("0.2");
  private static final int MOST = 1_400;

  private final BroadcastStore store;
  private final RecipientStore recipients;
  private final Sayings sayings;
  private final Experiments experiments;
  private final PastSends sends;
  private final Database database;
  private final JsonMapper json;

  private record Person(CustomerId customer, IdentityId identity, boolean bought) {}

  PastBroadcasts(BroadcastStore store, RecipientStore recipients, Sayings sayings, Experiments experiments,
      PastSends sends, Database database, JsonMapper json) {
    this.store = store;
    this.recipients = recipients;
    this.sayings = sayings;
    this.experiments = experiments;
    this.sends = sends;
    this.database = database;
    this.json = json;
  }

  /// Whether there are broadcasts already.
  public boolean any(WorkspaceId workspace) {
    return !database.tenant(workspace, () -> store.list(workspace, null, 1)).isEmpty();
  }

  /// `form` is the JSON of a draft, as over the API.
  public void draft(WorkspaceId workspace, JsonNode form, Instant at) {
    var written = json.treeToValue(form, BroadcastForm.class);
    database.tenant(workspace, () -> store.insert(new Broadcast(new BroadcastId(Ids.next()), workspace,
        written.named(), State.DRAFT, null, written.plan(), 1, Broadcast.Pace.NONE,
        new Broadcast.Times(at, null, null, null, null), null, null, null)));
  }

  /// One that went to everybody who was a customer then, at `at`, and was done a quarter of an hour later.
  public void done(WorkspaceId workspace, JsonNode form, Instant at) {
    var written = json.treeToValue(form, BroadcastForm.class);
    var plan = written.plan();
    var id = new BroadcastId(Ids.next());
    database.tenant(workspace, () -> {
      var people = people(workspace, at, plan.days());
      var end = at.plus(Duration.ofMinutes(15));
      var broadcast = new Broadcast(id, workspace, written.named(), State.DONE, null, plan, 1,
          new Broadcast.Pace(null, people.size(), (long) people.size()),
          new Broadcast.Times(at.minus(Duration.ofHours(3)), at, at, at.plusSeconds(20), end), null, end, null);
      store.insert(broadcast);
      store.close(broadcast);
      var experiment = new Experiment(new ExperimentId(id.value()), written.named(),
          plan.variants().size() == 1 ? List.of("A") : List.of("A", "B"), plan.weights(), plan.holdout(),
          Duration.ofDays(plan.days()), at);
      experiments.begin(workspace, experiment);
      reach(broadcast, experiment, people);
    });
  }

  private void reach(Broadcast broadcast, Experiment experiment, List<Person> people) {
    var chance = new Random(people.size());
    var frozen = new ArrayList<RecipientStore.Recipient>();
    var exposures = new ArrayList<Exposure>();
    var sent = new HashMap<Integer, List<PastSends.Past>>();
    var clicked = new HashMap<Integer, Map<IdentityId, Instant>>();
    for (var one : people) {
      var arm = arm(experiment, one, chance);
      var when = broadcast.times().startedAt() == null ? Instant.EPOCH
          : broadcast.times().startedAt().plusSeconds(chance.nextInt(800));
      frozen.add(new RecipientStore.Recipient(one.customer, one.identity, arm));
      exposures.add(new Exposure(one.identity, arm, when));
      var variant = Math.max(0, arm - 1);
      sent.computeIfAbsent(variant, _ -> new ArrayList<>())
          .add(new PastSends.Past(one.identity, when, arm == Experiment.HELD_OUT));
      if (arm != Experiment.HELD_OUT && chance.nextDouble() < (one.bought ? 0.6 : arm == 2 ? 0.13 : 0.09)) {
        clicked.computeIfAbsent(variant, _ -> new HashMap<>())
            .put(one.identity, when.plusSeconds(60 + chance.nextInt(20_000)));
      }
    }
    var workspace = broadcast.workspace();
    recipients.freeze(workspace, broadcast.id(), frozen);
    experiments.exposed(workspace, experiment.id(), exposures);
    for (var n = 0; n < broadcast.plan().variants().size(); n++) {
      var variant = broadcast.plan().variants().get(n);
      var source = Intentions.source(broadcast, n);
      Map<String, Content> said = sayings.of(workspace, variant).contents(Map.of(), url -> url);
      sends.tell(workspace, source, "line", COST, new Words.Own(said), sent.getOrDefault(n, List.of()));
      if (variant.button() != null) {
        sends.clicked(workspace, source, variant.button().url(), clicked.getOrDefault(n, Map.of()));
      }
    }
  }

  /// By lot, but some who bought come to the second version, which the invented past is to speak for.
  private static int arm(Experiment experiment, Person one, Random chance) {
    var drawn = experiment.lot(one.customer.value());
    return one.bought && drawn < 2 && experiment.variants().size() > 1 && chance.nextInt(5) < 2 ? 2 : drawn;
  }

  private List<Person> people(WorkspaceId workspace, Instant at, int days) {
    return database.sql().sql("""
        select p.customer_id, (array_agg(p.identity_id order by p.kind = 'member' desc, p.identity_id))[1] as identity,
          exists (select from customer.person q join commerce.ordered o on o.workspace_id = :workspace
              and o.identity_id = q.identity_id
            where q.workspace_id = :workspace and q.customer_id = p.customer_id and o.state <> 'cancelled'
              and o.placed_at >= :at + interval '15 minutes'
              and o.placed_at < :at + make_interval(days => :days)) as bought
        from customer.person p
        join timeline.happened h on h.workspace_id = :workspace and h.identity_id = p.identity_id and h.at < :at
        where p.workspace_id = :workspace group by 1 order by 1 limit :most
        """)
        .param("workspace", workspace.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("days", days)
        .param("most", MOST)
        .query((row, n) -> new Person(new CustomerId(row.getObject(1, UUID.class)),
            new IdentityId(row.getObject(2, UUID.class)), row.getBoolean(3)))
        .list();
  }
}
