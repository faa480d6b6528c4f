package io.parley.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who is on the way, how many are at each step, and who did not come in.
@RestController
class RunApi {
  private static final int MOST_A_PAGE = 100;
  private static final int MOST_DAYS = 366;

  private final Journeys journeys;
  private final ViewStore views;
  private final PassageStore passages;
  private final KeptOutStore keptOut;
  private final Messages messages;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  /// A step of a version: how many came to it in the last days, how many are there now, and by which ways they left.
  record StepCount(String step, long arrived, long waiting, Map<String, Long> ways) {}

  record JourneyCounts(int version, int days, List<StepCount> steps, int keptOut) {}

  record RunPerson(CustomerId id, @Nullable String name) {}

  record RunView(RunId id, JourneyId journeyId, String journey, int version, RunPerson customer, Instant enteredAt,
      String step, Instant arrivedAt, @Nullable Instant dueAt, boolean heldOut, boolean trial,
      @Nullable Instant endedAt, @Nullable String outcome, @Nullable BigDecimal worth) {}

  record RunPath(RunView run, List<ViewStore.PassageLine> passages) {}

  /// Why somebody did not come in, the last time, and how often that was: `once`, `too_soon`, `open` or `same`.
  record KeptOutLine(RunPerson customer, Instant at, String why, int times) {}

  /// How many messages of a step are in a state, for a reason, and what they cost.
  record JourneySend(String step, String state, @Nullable String reason, @Nullable String channel, long sends,
      BigDecimal cost) {}

  record TrialForm(@Nullable UUID customer) {}

  RunApi(Journeys journeys, ViewStore views, PassageStore passages, KeptOutStore keptOut, Messages messages,
      Customers customers, Workspaces workspaces, Database database, Clocks clocks) {
    this.journeys = journeys;
    this.views = views;
    this.passages = passages;
    this.keptOut = keptOut;
    this.messages = messages;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/journeys/{id}/counts")
  JourneyCounts counts(Access access, @PathVariable UUID id, @RequestParam @Nullable Integer version,
      @RequestParam(defaultValue = "30") int days) {
    var workspace = access.workspace();
    var journey = known(access, id);
    var number = version != null ? version : journey.version() == null ? 0 : journey.version();
    var within = Math.clamp(days, 1, MOST_DAYS);
    var today = clocks.now(workspace).atZone(workspaces.get(workspace).timeZone()).toLocalDate();
    return database.tenant(workspace, () -> {
      var lately = passages.counts(workspace, journey.id(), number, today.minusDays(within - 1L));
      var ever = passages.counts(workspace, journey.id(), number, java.time.LocalDate.EPOCH);
      return new JourneyCounts(number, within, steps(lately, ever), keptOut.count(workspace, journey.id()));
    });
  }

  private static List<StepCount> steps(List<PassageStore.Counted> lately, List<PassageStore.Counted> ever) {
    var waiting = ever.stream().collect(toMap(PassageStore.Counted::step,
        one -> one.way().isEmpty() ? one.n() : -one.n(), Long::sum));
    var recent = lately.stream().collect(groupingBy(PassageStore.Counted::step));
    return waiting.entrySet().stream().map(entry -> {
      var some = recent.getOrDefault(entry.getKey(), List.of());
      var arrived = some.stream().filter(one -> one.way().isEmpty()).mapToLong(PassageStore.Counted::n).sum();
      var ways = some.stream().filter(one -> !one.way().isEmpty())
          .collect(toMap(PassageStore.Counted::way, PassageStore.Counted::n));
      return new StepCount(entry.getKey(), arrived, entry.getValue(), ways);
    }).toList();
  }

  /// The latest to come in first; with `step` only those who are there now.
  @GetMapping("/api/v1/journeys/{id}/runs")
  Page<RunView> runs(Access access, @PathVariable UUID id, @RequestParam @Nullable String step,
      @RequestParam @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    var journey = known(access, id);
    var most = Math.clamp(limit, 1, MOST_A_PAGE);
    return database.tenant(access.workspace(), () -> {
      var from = cursor == null ? null : cursor(access.workspace(), cursor);
      var lines = views.lines(access.workspace(), journey.id(), step, from == null ? null : from.enteredAt(),
          from == null ? null : from.id().value(), most + 1);
      var views = views(access.workspace(), lines);
      return Page.cut(views, most, view -> view.id().toString());
    });
  }

  private ViewStore.RunLine cursor(WorkspaceId workspace, String cursor) {
    try {
      return views.get(workspace, new RunId(UUID.fromString(cursor))).orElseThrow(RunApi::stale);
    } catch (IllegalArgumentException broken) {
      throw stale();
    }
  }

  private static Problem stale() {
    return Problem.invalid("cursor", "這一頁已經不在了，請重新整理", "This page is gone. Reload the list");
  }

  @GetMapping("/api/v1/journeys/{id}/runs/{run}")
  RunPath path(Access access, @PathVariable UUID id, @PathVariable UUID run) {
    return database.tenant(access.workspace(), () -> {
      var line = views.get(access.workspace(), new RunId(run)).filter(one -> one.journey().value().equals(id))
          .orElseThrow(Problem::notFound);
      return new RunPath(views(access.workspace(), List.of(line)).getFirst(),
          views.path(access.workspace(), line.id()));
    });
  }

  /// Takes somebody out of a journey.
  @PostMapping("/api/v1/journeys/{id}/runs/{run}/take-out")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void takeOut(Access access, @PathVariable UUID id, @PathVariable UUID run) {
    path(access, id, run);
    journeys.takeOut(access.workspace(), new RunId(run));
  }

  /// Sends one person through what is drawn now: waits last five seconds and nothing is counted.
  @PostMapping("/api/v1/journeys/{id}/trials")
  @ResponseStatus(HttpStatus.CREATED)
  RunPath attempt(Access access, @PathVariable UUID id, @RequestBody TrialForm form) {
    var journey = known(access, id);
    var customer = form.customer == null ? null
        : customers.survivor(access.workspace(), new CustomerId(form.customer)).orElse(null);
    if (customer == null) {
      throw Problem.invalid("customer", "還沒有選試走的人", "Choose who tries it");
    }
    return path(access, id, journeys.attempt(access.workspace(), journey.id(), customer).value());
  }

  @GetMapping("/api/v1/journeys/{id}/kept-out")
  Page<KeptOutLine> keptOut(Access access, @PathVariable UUID id) {
    var journey = known(access, id);
    var workspace = access.workspace();
    return database.tenant(workspace, () -> {
      var lines = keptOut.lines(workspace, journey.id(), MOST_A_PAGE);
      var names = names(workspace, lines.stream().map(KeptOutStore.Line::customer).toList());
      return Page.all(lines.stream().map(line -> new KeptOutLine(person(names, line.customer()), line.at(),
          line.why(), line.times())).toList());
    });
  }

  /// What became of the messages of a journey, by step.
  @GetMapping("/api/v1/journeys/{id}/sends")
  Page<JourneySend> sends(Access access, @PathVariable UUID id) {
    var journey = known(access, id);
    return Page.all(messages.counts(access.workspace(), journey.id().value()).stream()
        .map(one -> new JourneySend(one.step(), one.state(), one.reason(), one.channel(), one.sends(), one.cost()))
        .toList());
  }

  /// The ways of one customer, the latest first.
  @GetMapping("/api/v1/customers/{id}/journeys")
  Page<RunView> of(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var customer = customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
    return Page.all(database.tenant(workspace, () -> views(workspace, views.of(workspace, customer, MOST_A_PAGE))));
  }

  private Journey known(Access access, UUID id) {
    return journeys.get(access.workspace(), new JourneyId(id)).orElseThrow(Problem::notFound);
  }

  private List<RunView> views(WorkspaceId workspace, List<ViewStore.RunLine> lines) {
    var names = names(workspace, lines.stream().map(ViewStore.RunLine::customer).toList());
    return lines.stream().map(line -> new RunView(line.id(), line.journey(), line.journeyName(), line.version(),
        person(names, line.customer()), line.enteredAt(), line.step(), line.arrivedAt(), line.dueAt(),
        line.heldOut(), line.trial(), line.endedAt(), line.outcome(), line.worth())).toList();
  }

  private Map<CustomerId, CustomerRef> names(WorkspaceId workspace, Collection<CustomerId> some) {
    return customers.names(workspace, some);
  }

  private static RunPerson person(Map<CustomerId, CustomerRef> names, CustomerId customer) {
    var known = names.get(customer);
    return new RunPerson(customer, known == null ? null : known.name());
  }
}
