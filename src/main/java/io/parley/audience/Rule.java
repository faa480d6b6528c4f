package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.customer.TagId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts a tag on every customer who completes the condition, at the event that completes it. With `expiresDays` it
/// comes off so many days of 24 hours after the last event as of which the condition held; else it stays. `version`
/// grows with every change.
public record Rule(
    RuleId id,
    String name,
    TagId tag,
    Condition condition,
    @Nullable Integer expiresDays,
    State state,
    @Nullable Instant liveSince,
    Instant createdAt,
    int version) {
  public static final int MOST_NAME_CHARACTERS = 80;
  public static final int MOST_TAG_CHARACTERS = 60;
  public static final int MOST_EXPIRES_DAYS = 3_650;

  public enum State {
    DRAFT,
    LIVE,
    PAUSED
  }

  /// A rule that is live already keeps the time it went live.
  Rule live(Instant at) {
    return state == State.LIVE ? this : in(State.LIVE, at);
  }

  /// Only what is live can be paused; its tags stay.
  Rule pause() {
    return state == State.LIVE ? in(State.PAUSED, liveSince) : this;
  }

  Rule change(String name, TagId tag, Condition condition, @Nullable Integer expiresDays) {
    if (name.equals(this.name) && tag.equals(this.tag) && condition.equals(this.condition)
        && Objects.equals(expiresDays, this.expiresDays)) {
      return this;
    }
    return new Rule(id, name, tag, condition, expiresDays, state, liveSince, createdAt, version + 1);
  }

  boolean isLive() {
    return state == State.LIVE;
  }

  private Rule in(State next, @Nullable Instant liveSince) {
    return new Rule(id, name, tag, condition, expiresDays, next, liveSince, createdAt, version + 1);
  }
}
