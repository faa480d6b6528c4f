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
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Broadcasts of a shop's invented past, for the demo: nobody is written to. Who got which version fell by lot among
/// its friends on LINE; whether they clicked and bought is the demo's to invent, and told as of every customer.
@Component
public final class PastBroadcasts {
  private static final BigDecimal COST = new BigDecimal("0.2");
  private static final int MOST = 1_400;
  private static final int SECONDS = 800;

  private final BroadcastStore store;
  private final RecipientStore recipients;
  private final Sayings sayings;
  private final Experiments experiments;
  private final PastSends sends;
  private final Database database;
  private final JsonMapper json;

  private record Person(CustomerId customer, IdentityId identity) {}

  /// Somebody it was for: the arm that fell to her (0 got nothing), and when it reached her or would have.
  public record Reached(IdentityId identity, int arm, Instant at) {}

  /// A broadcast that went, and whom it was for.
  public record Gone(BroadcastId id, List<Reached> people) {}

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

  /// One that went to all friends on LINE at `at`, and was done a quarter of an hour later.
  public Gone done(WorkspaceId workspace, JsonNode form, Instant at) {
    var written = json.treeToValue(form, BroadcastForm.class);
    var plan = written.plan();
    var id = new BroadcastId(Ids.next());
    return database.tenant(workspace, () -> {
      var people = people(workspace, at);
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
      return new Gone(id, reach(broadcast, experiment, people));
    });
  }

  private List<Reached> reach(Broadcast broadcast, Experiment experiment, List<Person> people) {
    var chance = new Random(people.size());
    var frozen = new ArrayList<RecipientStore.Recipient>();
    var reached = new ArrayList<Reached>();
    var sent = new HashMap<Integer, List<PastSends.Past>>();
    var began = Objects.requireNonNull(broadcast.times().startedAt());
    for (var one : people) {
      var arm = experiment.lot(one.customer.value());
      var when = began.plusSeconds(chance.nextInt(SECONDS));
      frozen.add(new RecipientStore.Recipient(one.customer, one.identity, arm));
      reached.add(new Reached(one.identity, arm, when));
      sent.computeIfAbsent(Math.max(0, arm - 1), _ -> new ArrayList<>()).add(new PastSends.Past(
          one.identity.toString(), one.identity, when, arm == Experiment.HELD_OUT ? PastSends.Past.HELD_OUT : null));
    }
    var workspace = broadcast.workspace();
    recipients.freeze(workspace, broadcast.id(), frozen);
    experiments.exposed(workspace, experiment.id(),
        reached.stream().map(one -> new Exposure(one.identity, one.arm, one.at)).toList());
    for (var n = 0; n < broadcast.plan().variants().size(); n++) {
      Map<String, Content> said =
          sayings.of(workspace, broadcast.plan().variants().get(n)).contents(Map.of(), url -> url);
      sends.tell(workspace, Intentions.source(broadcast, n), "line", COST, new Words.Own(said),
          sent.getOrDefault(n, List.of()));
    }
    return reached;
  }

  /// Who followed the button of a version, and when. `arm` is that of the version.
  public void clicked(WorkspaceId workspace, BroadcastId id, int arm, Map<IdentityId, Instant> clicks) {
    database.tenant(workspace, () -> {
      var broadcast = store.get(workspace, id).orElseThrow();
      var button = broadcast.plan().variants().get(arm - 1).button();
      if (button != null) {
        sends.clicked(workspace, Intentions.source(broadcast, arm - 1), button.url(), clicks);
      }
    });
  }

  private List<Person> people(WorkspaceId workspace, Instant at) {
    return database.sql().sql("""
        select p.customer_id, min(p.identity_id::text)::uuid from customer.person p
        where p.workspace_id = :workspace and p.kind = 'line' and exists (
          select from customer.person q
          join timeline.happened h on h.workspace_id = :workspace and h.identity_id = q.identity_id and h.at < :at
          where q.workspace_id = :workspace and q.customer_id = p.customer_id)
        group by 1 order by 1 limit :most
        """)
        .param("workspace", workspace.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("most", MOST)
        .query((row, n) -> new Person(new CustomerId(row.getObject(1, UUID.class)),
            new IdentityId(row.getObject(2, UUID.class))))
        .list();
  }
}
