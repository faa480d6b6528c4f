package io.parley.journey;

import io.parley.commerce.Money;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What became of carts that were left.
@RestController
@RequestMapping("/api/v1/recovery")
class RecoveryApi {
  private static final int MOST_DAYS = 366;

  private final RecoveryStore store;
  private final Results results;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  /// @param breaches messages that went after an order had been placed
  /// @param results of those journeys that keep a control group
  record Recovery(int days, List<JourneyId> journeys, long left, long reachable, long reminded, long recovered,
      Money worth, Money cost, long sent, long breaches, List<JourneyResult> results,
      List<NotSentLine> notSent) {}

  record NotSentLine(String reason, long n) {}

  RecoveryApi(RecoveryStore store, Results results, Workspaces workspaces, Database database, Clocks clocks) {
    this.store = store;
    this.results = results;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping
  Recovery get(Access access, @RequestParam(defaultValue = "30") int days) {
    var workspace = access.workspace();
    var within = Math.clamp(days, 1, MOST_DAYS);
    var since = clocks.now(workspace).minus(Duration.ofDays(within));
    var currency = workspaces.get(workspace).currency();
    return database.tenant(workspace, () -> {
      var sums = store.sums(workspace, since);
      var notSent = store.notSent(workspace, since).stream().map(one -> new NotSentLine(one.reason(), one.n()))
          .toList();
      return new Recovery(within, store.journeys(workspace), sums.left(), sums.reachable(), sums.reminded(),
          sums.recovered(), new Money(sums.worth(), currency), new Money(sums.cost(), currency), sums.sent(),
          store.breaches(workspace, since), store.journeys(workspace).stream()
              .flatMap(journey -> results.ofControl(workspace, journey).stream()).toList(), notSent);
    });
  }
}
