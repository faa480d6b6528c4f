package io.parley.campaign;

import io.parley.audience.condition.Condition;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// One message to many people: written, reckoned, tried, begun, paused, resumed, cancelled.
@RestController
@RequestMapping("/api/v1/broadcasts")
class BroadcastApi {
  private static final int MOST_A_PAGE = 100;

  private final Broadcasts broadcasts;
  private final Reckonings reckonings;
  private final Rehearsals rehearsals;
  private final Follower follower;

  /// As in the form; `weight` is a share of all variants, in percent.
  record VariantView(String text, @Nullable String subject, Plan.@Nullable PressButton button, List<String> products,
      long weight) {}

  /// `then` is what a paused one goes on as; `reason` why it stopped by itself.
  record BroadcastView(
      BroadcastId id, String name, State state, @Nullable State then, @Nullable String reason, int version,
      @Schema(implementation = Condition.class) @Nullable JsonNode condition, @Nullable UUID missed,
      List<String> channels, List<VariantView> variants, double holdout, int days, String links,
      @Nullable Integer perMinute, boolean bestHour, long recipients, @Nullable Long expected, Instant createdAt,
      @Nullable Instant dueAt, @Nullable Instant startedAt, @Nullable Instant plannedAt, @Nullable Instant endedAt,
      @Nullable Progress progress) {}

  /// `at` null for now.
  record StartForm(@Nullable String at) {}

  record TestForm(@Nullable UUID customer, @Nullable BroadcastForm broadcast) {}

  BroadcastApi(Broadcasts broadcasts, Reckonings reckonings, Rehearsals rehearsals, Follower follower) {
    this.broadcasts = broadcasts;
    this.reckonings = reckonings;
    this.rehearsals = rehearsals;
    this.follower = follower;
  }

  @GetMapping
  Page<BroadcastView> all(Access access, @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var size = Math.clamp(limit, 1, MOST_A_PAGE);
    var found = broadcasts.list(access.workspace(), cursor == null || cursor.isEmpty() ? null : instant(cursor),
        size + 1);
    var page = Page.cut(found, size, one -> one.times().createdAt().toString());
    return new Page<>(page.items().stream().map(this::view).toList(), page.next());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  BroadcastView make(Access access, @RequestBody BroadcastForm form) {
    return view(broadcasts.draft(access.workspace(), form.named(), form.plan(),
        access.member() == null ? null : access.member().value()));
  }

  @GetMapping("/{id}")
  BroadcastView get(Access access, @PathVariable UUID id) {
    return view(broadcasts.get(access.workspace(), new BroadcastId(id)).orElseThrow(Problem::notFound));
  }

  @PutMapping("/{id}")
  BroadcastView write(Access access, @PathVariable UUID id, @RequestBody BroadcastForm form) {
    var known = broadcasts.get(access.workspace(), new BroadcastId(id)).orElseThrow(Problem::notFound);
    return view(broadcasts.write(access.workspace(), known.id(), form.named(), form.plan(),
        form.version() == null ? 0 : form.version()));
  }

  /// Drafts only; deleting what is gone already is done.
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    broadcasts.delete(access.workspace(), new BroadcastId(id));
  }

  @PostMapping("/{id}/start")
  BroadcastView start(Access access, @PathVariable UUID id, @RequestBody(required = false) @Nullable StartForm form) {
    var at = form == null || form.at == null || form.at.isBlank() ? null : instant(form.at);
    return view(broadcasts.start(access.workspace(), new BroadcastId(id), at));
  }

  @PostMapping("/{id}/pause")
  BroadcastView pause(Access access, @PathVariable UUID id) {
    return view(broadcasts.pause(access.workspace(), new BroadcastId(id)));
  }

  @PostMapping("/{id}/resume")
  BroadcastView resume(Access access, @PathVariable UUID id) {
    return view(broadcasts.resume(access.workspace(), new BroadcastId(id)));
  }

  @PostMapping("/{id}/cancel")
  BroadcastView cancel(Access access, @PathVariable UUID id) {
    return view(broadcasts.cancel(access.workspace(), new BroadcastId(id)));
  }

  /// How many, by which channel, at what cost, if it began now.
  @PostMapping("/reckon")
  Reckonings.Reckoning reckon(Access access, @RequestBody BroadcastForm form) {
    return reckonings.of(access.workspace(), form.plan());
  }

  /// What one person would see on each channel: the customer that is named, else any of the audience.
  @PostMapping("/preview")
  Rehearsals.BroadcastPreview preview(Access access, @RequestBody TestForm form, Locale locale) {
    return rehearsals.preview(access.workspace(), plan(form), form.customer, locale);
  }

  /// Sends each version to one person, now, whatever the hour and without counting it.
  @PostMapping("/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Rehearsals.Tried test(Access access, @RequestBody TestForm form) {
    if (form.customer == null) {
      throw Problem.invalid("customer", "先選一位收件人", "Choose somebody to send it to");
    }
    return rehearsals.test(access.workspace(), plan(form), form.customer);
  }

  private static Plan plan(TestForm form) {
    if (form.broadcast == null) {
      throw Problem.invalid("broadcast", "沒有說要試哪一則", "Say what to try: broadcast");
    }
    return form.broadcast.plan();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notATime) {
      throw Problem.invalid("at", "時間要寫成 2026-11-23T01:00:00Z", "A time is written like 2026-11-23T01:00:00Z");
    }
  }

  BroadcastView view(Broadcast broadcast) {
    var plan = broadcast.plan();
    var times = broadcast.times();
    var whole = plan.weights().stream().mapToDouble(Double::doubleValue).sum();
    var variants = new ArrayList<VariantView>();
    for (var n = 0; n < plan.variants().size(); n++) {
      var one = plan.variants().get(n);
      variants.add(new VariantView(one.text(), one.subject(), one.button(), one.products(),
          Math.round(100 * plan.weights().get(n) / whole)));
    }
    var progress = broadcast.state() == State.DRAFT || broadcast.state() == State.SCHEDULED ? null
        : follower.known(broadcast);
    return new BroadcastView(broadcast.id(), broadcast.name(), broadcast.state(), broadcast.then(), broadcast.reason(),
        broadcast.version(), plan.condition(), plan.missed(), plan.channels(), variants, plan.holdout() * 100,
        plan.days(), plan.links().name().toLowerCase(Locale.ROOT), plan.perMinute(), plan.bestHour(),
        broadcast.pace().recipients(), broadcast.pace().expected(), times.createdAt(), times.dueAt(),
        times.startedAt(), times.plannedAt(), times.endedAt(), progress);
  }
}
