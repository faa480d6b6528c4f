package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.GroupCommit;
import io.parley.platform.Problem;
import io.parley.timeline.Envelope.Slice;
import io.parley.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Takes events in. When `take` returns they are committed to the log; what they mean is the fold's business, so that
/// a slow or poisoned fold never stops acceptance.
@Component
class Collectors implements DisposableBean {
  private static final int REQUESTS_A_COMMIT = 256;
  private static final int REQUESTS_QUEUED = 4_096;
  private static final int BYTES_QUEUED = 64 * 1024 * 1024;
  private static final int LONGEST_EXCERPT = 2_000;

  private final Clocks clocks;
  private final JsonMapper json;
  private final Refusals refusals;
  private final GroupCommit<Delivery, Boolean> commit;
  private final Semaphore room = new Semaphore(BYTES_QUEUED);

  Collectors(Clocks clocks, JsonMapper json, Log log, Refusals refusals) {
    this.clocks = clocks;
    this.json = json;
    this.refusals = refusals;
    this.commit = new GroupCommit<>("collect", REQUESTS_A_COMMIT, REQUESTS_QUEUED, deliveries -> {
      log.append(deliveries);
      return deliveries.stream().map(delivery -> true).toList();
    });
  }

  /// `call` is the type that the address of a single event says; null for a batch, whose items say their own.
  void take(Workspace workspace, Envelope envelope, @Nullable String call, CollectorRequest.Source source) {
    var delivery = delivery(workspace, envelope, call, source);
    if (!room.tryAcquire(delivery.length())) {
      throw Problem.busy();
    }
    try {
      commit.commit(delivery);
    } finally {
      room.release(delivery.length());
    }
  }

  private Delivery delivery(Workspace workspace, Envelope envelope, @Nullable String call,
      CollectorRequest.Source source) {
    var plain = around(envelope, call, null);
    @Nullable String addressed = null;
    var events = new ArrayList<Delivery.Event>(envelope.events().size());
    var refused = envelope.tooLarge().size();
    for (var slice : envelope.events()) {
      var event = new Incoming(json, envelope.bytes(), slice);
      if (refuses(workspace, envelope, event, source.browser())) {
        refused++;
        continue;
      }
      var hers = source.ip() != null && event.fromHerself(source.browser()) && !event.hidesAddress();
      if (hers && addressed == null) {
        addressed = around(envelope, call, source.ip());
      }
      events.add(new Delivery.Event(hers ? addressed : plain, slice));
    }
    envelope.tooLarge().forEach(large -> refusals.note(workspace.id(), "batch", "event_too_large",
        "An event has at most 32 KB; this one has %d".formatted(large.length()), workspace.asksFirst() ? null
            : new String(envelope.bytes(), large.start(), LONGEST_EXCERPT, StandardCharsets.UTF_8)));
    return new Delivery(workspace.id(), clocks.now(workspace.id()), envelope.bytes(), events, refused);
  }

  /// What every event of the request needs to know of it, once.
  private @Nullable String around(Envelope envelope, @Nullable String call, @Nullable String ip) {
    var around = json.createObjectNode();
    if (call != null) {
      around.put("type", call);
    } else if (envelope.sentAt() != null) {
      around.put("sentAt", envelope.sentAt());
    }
    if (envelope.context() != null) {
      around.set("context", tree(envelope, envelope.context()));
    }
    if (ip != null) {
      around.put("ip", ip);
    }
    return around.isEmpty() ? null : around.toString();
  }

  private boolean refuses(Workspace workspace, Envelope envelope, Incoming event, boolean browser) {
    if (!event.meant()) {
      refusals.note(workspace.id(), event.name(), "not_for_parley",
          "The sender's integrations say that this event is not meant for Parley", null);
      return true;
    }
    if (workspace.asksFirst() && lacksConsent(envelope, event, browser)) {
      refusals.note(workspace.id(), event.name(), "consent", "She has not agreed to it, and this workspace asks first",
          null);
      return true;
    }
    return false;
  }

  /// In *ask first* mode nothing is kept of a visitor before she agreed. Servers answer for the consent they hold.
  private boolean lacksConsent(Envelope envelope, Incoming incoming, boolean browser) {
    if (!(incoming.tree() instanceof ObjectNode event)) {
      return true;
    }
    var shared = envelope.context() == null ? json.createObjectNode() : tree(envelope, envelope.context());
    var told = List.of(event.path("context").path("consent"), shared.path("consent"));
    var anonymous = blank(event.path("userId")) && !blank(event.path("anonymousId"));
    var fromBrowser = browser || anonymous || event.path("channel").asString("").equals("browser");
    return fromBrowser && told.stream().noneMatch(consent -> consent.asString("").equals("granted"));
  }

  private static boolean blank(JsonNode id) {
    return id.isMissingNode() || id.isNull() || id.asString("").isBlank();
  }

  private JsonNode tree(Envelope envelope, Slice slice) {
    return json.readTree(envelope.bytes(), slice.start(), slice.length());
  }

  @Override
  public void destroy() {
    commit.close();
  }
}
