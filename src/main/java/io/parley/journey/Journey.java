package io.parley.journey;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A journey: what is being drawn, and which version of it people enter. Nobody enters by what happened before
/// `liveSince`.
record Journey(JourneyId id, String name, State state, @Nullable String recipe, JsonNode draft, int edition,
    @Nullable Integer version, @Nullable Instant liveSince, Instant createdAt, Instant changedAt) {
  static final int MOST_NAME_CHARACTERS = 80;

  /// Whether people enter, and whether those on the way go on: in a draft neither, live both, paused only the latter.
  enum State {
    DRAFT, LIVE, PAUSED, ENDED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  Journey draw(String nextName, JsonNode next, Instant now) {
    var same = next.equals(draft) && nextName.equals(name);
    return same ? this : new Journey(id, nextName, state, recipe, next, edition + 1, version, liveSince, createdAt,
        now);
  }

  /// What is drawn now is what people enter from now on.
  Journey publish(int number, Instant now) {
    var since = state == State.LIVE && liveSince != null ? liveSince : now;
    return new Journey(id, name, State.LIVE, recipe, draft, edition, number, since, createdAt, now);
  }

  Journey pause(Instant now) {
    return state == State.LIVE ? in(State.PAUSED, liveSince, now) : this;
  }

  Journey resume(Instant now) {
    return state == State.PAUSED || state == State.ENDED && version != null ? in(State.LIVE, now, now) : this;
  }

  /// Nobody enters any more, and whoever is on the way is let go.
  Journey end(Instant now) {
    return state == State.LIVE || state == State.PAUSED ? in(State.ENDED, liveSince, now) : this;
  }

  private Journey in(State next, @Nullable Instant since, Instant now) {
    return new Journey(id, name, next, recipe, draft, edition, version, since, createdAt, now);
  }
}
