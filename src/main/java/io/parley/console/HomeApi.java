package io.parley.console;

import io.parley.commerce.Orders;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Timeline;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The first screen: the setup checklist, today, the week, and whether every event is accounted for.
@RestController
class HomeApi {
  private static final int DAYS = 7;
  private static final int RECENT_TAGS = 8;

  private final Database database;
  private final HomeStore store;
  private final Orders orders;
  private final Timeline timeline;
  private final Workspaces workspaces;
  private final Clocks clocks;
  /// Visitors by day are counted over every page of a week.
  private final Costly<Week, Map<LocalDate, Long>> visitors = new Costly<>(System::nanoTime);

  private record Week(WorkspaceId workspace, LocalDate today, ZoneId zone) {
    Instant from() {
      return today.minusDays(DAYS - 1L).atStartOfDay(zone).toInstant();
    }
  }

  HomeApi(
      Database database, HomeStore store, Orders orders, Timeline timeline, Workspaces workspaces, Clocks clocks) {
    this.database = database;
    this.store = store;
    this.orders = orders;
    this.timeline = timeline;
    this.workspaces = workspaces;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/home")
  Screens.Home home(Access access) {
    var workspace = access.workspace();
    var last = week(workspace);
    var visitors = this.visitors.of(last, () -> database.tenant(workspace,
        () -> store.visitors(workspace, last.from(), last.zone)));
    return database.tenant(workspace, () -> {
      var week = orders.days(workspace, DAYS).stream()
          .map(day -> new Screens.HomeDay(day.day(), visitors.getOrDefault(day.day(), 0L), day.orders()))
          .toList();
      var day = orders.today(workspace);
      var waiting = store.conversations(workspace);
      return new Screens.Home(
          store.checklist(workspace),
          new Screens.Today(visitors.getOrDefault(last.today, 0L), waiting.open(), waiting.waiting(), day.orders(),
              day.revenue()),
          week,
          ledger(workspace),
          store.recentTags(workspace, RECENT_TAGS));
    });
  }

  private Week week(WorkspaceId workspace) {
    return database.tenant(workspace, () -> {
      var zone = workspaces.get(workspace).timeZone();
      return new Week(workspace, LocalDate.ofInstant(clocks.now(workspace), zone), zone);
    });
  }

  private Screens.LedgerView ledger(WorkspaceId workspace) {
    var ledger = timeline.ledger(workspace);
    return new Screens.LedgerView(ledger.accepted(), ledger.folded(), ledger.repeated(), ledger.parked(),
        ledger.waiting(), ledger.discarded(), ledger.refused());
  }
}
