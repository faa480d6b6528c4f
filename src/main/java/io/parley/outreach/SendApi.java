package io.parley.outreach;

import io.parley.customer.CustomerId;
import io.parley.outreach.Sends.DecisionView;
import io.parley.outreach.Sends.SendView;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What went out by itself, what waits, what did not go, and why.
@RestController
class SendApi {
  private static final int MOST = 100;
  private static final List<String> STATES = List.of("planned", "held", "sending", "sent", "delivered", "read",
      "failed", "skipped", "unknown");

  private final Sends sends;
  private final Barred barred;

  /// `barredAt` is since when nothing goes to her by itself; null if it may.
  record BarredView(@Nullable Instant barredAt) {}

  SendApi(Sends sends, Barred barred) {
    this.sends = sends;
    this.barred = barred;
  }

  /// The latest planned first. `q` finds people as the list of customers does; `reason` finds what was ever held or
  /// skipped for it; `source` is broadcast, journey, notice, reminder or test.
  @GetMapping("/api/v1/outreach/sends")
  Page<SendView> outreachSends(Access access, @RequestParam @Nullable UUID customer, @RequestParam @Nullable String q,
      @RequestParam @Nullable String source, @RequestParam @Nullable UUID sourceId,
      @RequestParam @Nullable String state, @RequestParam @Nullable String reason,
      @RequestParam @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    var filter = new Sends.Filter(customer == null ? null : new CustomerId(customer), q,
        source == null || source.isBlank() ? null : kind(source), sourceId, one(STATES, state, "state"),
        one(Stream.of(Reason.values()).map(Reason::word).toList(), reason, "reason"));
    return sends.page(access.workspace(), filter, cursor, Math.clamp(limit, 1, MOST));
  }

  /// Each answer the guard gave about one send, the earliest first.
  @GetMapping("/api/v1/outreach/sends/{id}/decisions")
  Page<DecisionView> sendDecisions(Access access, @PathVariable UUID id) {
    return Page.all(sends.decisions(access.workspace(), id));
  }

  @GetMapping("/api/v1/customers/{id}/barred")
  BarredView isBarred(Access access, @PathVariable UUID id) {
    return new BarredView(barred.since(access.workspace(), new CustomerId(id)).orElse(null));
  }

  /// From now on nothing goes to her by itself.
  @PutMapping("/api/v1/customers/{id}/barred")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void bar(Access access, @PathVariable UUID id) {
    barred.bar(access.workspace(), new CustomerId(id), access.member() == null ? null : access.member().value());
  }

  @DeleteMapping("/api/v1/customers/{id}/barred")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void unbar(Access access, @PathVariable UUID id) {
    barred.unbar(access.workspace(), new CustomerId(id));
  }

  private static Source.Kind kind(String word) {
    try {
      return Source.Kind.of(word);
    } catch (IllegalArgumentException unknown) {
      throw Problem.invalid("source", "沒有這種來源", "There is no such source");
    }
  }

  private static @Nullable String one(List<String> words, @Nullable String word, String field) {
    if (word == null || word.isBlank()) {
      return null;
    }
    if (!words.contains(word)) {
      throw Problem.invalid(field, "沒有這個條件", "There is no such " + field);
    }
    return word;
  }
}
