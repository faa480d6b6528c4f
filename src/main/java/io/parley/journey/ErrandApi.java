package io.parley.journey;

import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What journeys tell other systems and the team, and what became of it.
@RestController
class ErrandApi {
  private final Journeys journeys;
  private final ErrandStore store;
  private final Errands errands;
  private final Database database;

  /// How many errands of a step (`webhook`, `note`, `assign`) are in a state, and why they failed: `no_conversation`,
  /// or what the other side answered.
  record JourneyErrand(String step, String kind, String state, @Nullable String reason, long n) {}

  record JourneySecret(String secret) {}

  ErrandApi(Journeys journeys, ErrandStore store, Errands errands, Database database) {
    this.journeys = journeys;
    this.store = store;
    this.errands = errands;
    this.database = database;
  }

  @GetMapping("/api/v1/journeys/{id}/errands")
  Page<JourneyErrand> errands(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var journey = journeys.get(workspace, new JourneyId(id)).orElseThrow(Problem::notFound);
    return Page.all(database.tenant(workspace, () -> store.counts(workspace, journey.id())).stream()
        .map(one -> new JourneyErrand(one.step(), one.kind(), one.state(), one.answer(), one.n())).toList());
  }

  /// With what whoever receives the webhooks of journeys checks that they are ours.
  @GetMapping("/api/v1/journey-webhook-secret")
  JourneySecret secret(Access access) {
    access.require(Scope.ADMIN);
    return new JourneySecret(errands.secret(access.workspace()));
  }
}
