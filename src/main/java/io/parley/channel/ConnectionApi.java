package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The merchant's accounts at providers, and what their webhooks brought that could not be handled.
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionApi {
  private static final int MAX_NAME = 100;
  private static final int MAX_SECRET = 1_000;
  private static final int PAGE = 50;

  private final Database database;
  private final Connections connections;
  private final Stores stores;
  private final IncomingWorker worker;
  private final ObjectProvider<Simulated> simulated;

  ConnectionApi(Database database, Connections connections, Stores stores, IncomingWorker worker,
      ObjectProvider<Simulated> simulated) {
    this.database = database;
    this.connections = connections;
    this.stores = stores;
    this.worker = worker;
    this.simulated = simulated;
  }

  record ConnectionView(
      ConnectionId id, String kind, String name, String webhookUrl, String state, @Nullable Instant lastEventAt,
      @Nullable String detail, @Nullable String addUrl) {}

  record NewConnection(
      @Nullable String kind, @Nullable String name, @Nullable String channelId, @Nullable String channelSecret,
      @Nullable String accessToken) {}

  record FailedEvent(
      long id, ConnectionId connectionId, Instant receivedAt, String kind, String reason, String body) {}

  @GetMapping
  Page<ConnectionView> list(Access access) {
    return Page.all(database.tenant(access.workspace(), () -> stores.connections().list(access.workspace())).stream()
        .map(this::view)
        .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ConnectionView connect(Access access, @RequestBody NewConnection asked) {
    access.require(Scope.ADMIN);
    var token = asked.accessToken == null || asked.accessToken.isBlank()
        ? null : given(asked.accessToken, "Channel access token", MAX_SECRET);
    var kind = given(asked.kind, "kind", MAX_NAME);
    var account = given(asked.channelId, "Channel ID", MAX_NAME);
    var stand = simulated.stream().flatMap(one -> one.stand(access.workspace(), kind, account).stream()).findFirst();
    var draft = Connections.Draft.of(kind, given(asked.name, "name", MAX_NAME), account,
        given(asked.channelSecret, "Channel secret", MAX_SECRET), token)
        .at(stand.map(Simulated.Stand::endpoints).orElse(null), stand.map(Simulated.Stand::publicUrl).orElse(null));
    var id = connections.connect(access.workspace(), draft);
    if (stand.isPresent()) {
      simulated.forEach(one -> one.connected(kind, account, id));
    }
    return list(access).items().stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
  }

  /// Accounts of simulated providers to practise with, as their pages would show them; none where there is no demo.
  @GetMapping("/practice")
  Page<Simulated.Practice> practice(Access access) {
    access.require(Scope.ADMIN);
    return Page.all(simulated.stream().flatMap(one -> one.accounts(access.workspace()).stream())
        .filter(one -> !database.tenant(access.workspace(),
            () -> stores.connections().has(access.workspace(), one.kind(), one.accountId())))
        .toList());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Access access, @PathVariable java.util.UUID id) {
    access.require(Scope.ADMIN);
    connections.remove(access.workspace(), new ConnectionId(id));
  }

  @GetMapping("/failed-events")
  Page<FailedEvent> failed(Access access, @RequestParam(defaultValue = "0") long cursor) {
    var rows = database.tenant(access.workspace(),
        () -> stores.events().failed(access.workspace(), cursor, PAGE + 1));
    var views = rows.stream()
        .map(e -> new FailedEvent(e.id(), e.connection(), e.receivedAt(), e.kind(), e.reason(), e.body()))
        .toList();
    return Page.cut(views, PAGE, last -> Long.toString(last.id));
  }

  @PostMapping("/failed-events/{id}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void replay(Access access, @PathVariable long id) {
    if (!database.tenant(access.workspace(), () -> stores.events().replay(access.workspace(), id))) {
      throw Problem.notFound();
    }
    worker.wake();
  }

  private ConnectionView view(Connection one) {
    return new ConnectionView(one.id(), one.kind(), one.name(), connections.webhookUrl(one),
        one.working() ? "connected" : "error", one.lastEventAt(), one.detail(), one.addUrl());
  }

  private static String given(@Nullable String text, String field, int length) {
    if (text == null || text.isBlank() || text.strip().length() > length || text.indexOf('\0') >= 0) {
      throw Problem.invalid("missing", "請填寫「" + field + "」", "Fill in “" + field + "”");
    }
    return text.strip();
  }
}
