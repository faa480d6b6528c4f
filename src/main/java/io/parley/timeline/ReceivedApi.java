package io.parley.timeline;

import io.parley.platform.Page;
import io.parley.workspace.Access;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The event debugger: what arrived, and what became of it.
@RestController
class ReceivedApi {
  private static final int LONGEST_QUERY = 200;

  private final ReceivedEvents events;

  ReceivedApi(ReceivedEvents events) {
    this.events = events;
  }

  /// The latest first. `query` is part of what was sent: a name, an id, a value.
  @GetMapping("/api/v1/received-events")
  Page<ReceivedEvent> received(Access access, @RequestParam(required = false) @Nullable String query,
      @RequestParam(required = false) ReceivedEvent.@Nullable Outcome outcome,
      @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    var text = query == null || query.isBlank() ? null : query.strip();
    var cut = text == null || text.length() <= LONGEST_QUERY ? text : text.substring(0, LONGEST_QUERY);
    return events.page(access.workspace(), new ReceivedEvents.Asked(cut, outcome, cursor, limit));
  }
}
