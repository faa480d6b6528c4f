package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Where providers tell what happened. The signature is checked over the bytes as they came; what is new is stored, and
/// only then is the provider answered. Nothing else is done while it waits: LINE gives up after two seconds.
@RestController
class WebhookApi {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookApi.class);
  private static final int BODY_BYTES = 1024 * 1024;

  private final Database database;
  private final Stores stores;
  private final Adapters adapters;
  private final IncomingWorker worker;

  WebhookApi(Database database, Stores stores, Adapters adapters, IncomingWorker worker) {
    this.database = database;
    this.stores = stores;
    this.adapters = adapters;
    this.worker = worker;
  }

  @PostMapping("/hooks/{channel}/{connection}")
  @ResponseStatus(HttpStatus.OK)
  void received(@PathVariable String channel, @PathVariable String connection, HttpServletRequest request)
      throws IOException {
    var account = database.engine(() -> stores.connections().account(id(connection)))
        .filter(found -> found.kind().equals(channel))
        .orElseThrow(Problem::notFound);
    if (!(adapters.of(account) instanceof Adapter.Hooked adapter)) {
      throw Problem.notFound();
    }
    var body = request.getInputStream().readNBytes(BODY_BYTES + 1);
    if (body.length > BODY_BYTES) {
      throw new Problem(413, "too_large", "內容太大", "The content is too large");
    }
    if (!adapter.authentic(account, body, request::getHeader)) {
      throw new Problem(401, "signature", "簽章不符", "The signature does not match");
    }
    var arrivals = adapter.read(body);
    database.engine(() -> {
      stores.connections().heard(account.id(), account.workspace());
      if (!arrivals.isEmpty()) {
        stores.events().store(account, arrivals);
      }
    });
    LOG.debug("{} told {} events", account, arrivals.size());
    worker.wake();
  }

  private static ConnectionId id(String text) {
    try {
      return new ConnectionId(UUID.fromString(text));
    } catch (IllegalArgumentException noId) {
      throw Problem.notFound();
    }
  }
}
