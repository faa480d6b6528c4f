package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The timeline of a customer, the unlink of an identity, and what could not be folded.
@RestController
class TimelineApi {
  private final Timeline timeline;
  private final Parked parked;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;

  record ParkedEvent(UUID id, Instant receivedAt, String reason, String body) {}

  TimelineApi(Timeline timeline, Parked parked, Customers customers, Database database, Clocks clocks) {
    this.timeline = timeline;
    this.parked = parked;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/customers/{id}/events")
  Page<TimelineEntry> events(Access access, @PathVariable UUID id,
      @RequestParam(required = false) TimelineEntry.@Nullable Kind kind,
      @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    return timeline.of(access.workspace(), new CustomerId(id), kind, cursor, limit);
  }

  /// Done by the fold within a second, so that it has its place in the order of what happened.
  @DeleteMapping("/api/v1/customers/{id}/identities/{identityId}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void unlink(Access access, @PathVariable UUID id, @PathVariable UUID identityId) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var customer = customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
      var identities = customers.identities(workspace, customer);
      var identity = identities.stream().filter(one -> one.id().equals(new IdentityId(identityId))).findFirst()
          .orElseThrow(Problem::notFound);
      if (!identity.unlinkable()) {
        throw Problem.conflict("last_identity", "這是這位顧客唯一的身分，無法解除連結",
            "This is the customer's only identity. There is nothing to unlink it from");
      }
      timeline.append(workspace,
          List.of(NewFact.unlink(identity.id(), "unlink-" + Ids.next(), clocks.now(workspace))));
    });
  }

  @GetMapping("/api/v1/parked-events")
  Page<ParkedEvent> parked(Access access, @RequestParam(required = false) @Nullable UUID cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var page = parked.page(access.workspace(), cursor, limit);
    return new Page<>(page.items().stream()
        .map(event -> new ParkedEvent(event.id(), event.receivedAt(), event.reason(), event.body())).toList(),
        page.next());
  }

  @PostMapping("/api/v1/parked-events/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void replay(Access access, @PathVariable UUID id) {
    parked.replay(access.workspace(), id);
  }

  @DeleteMapping("/api/v1/parked-events/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void discard(Access access, @PathVariable UUID id) {
    parked.discard(access.workspace(), id, access.member() == null ? null : access.member().value());
  }

  /// Takes a discarding back, within thirty days.
  @PostMapping("/api/v1/parked-events/{id}/restore")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void restore(Access access, @PathVariable UUID id) {
    parked.restore(access.workspace(), id);
  }
}
