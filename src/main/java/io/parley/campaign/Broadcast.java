package io.parley.campaign;

import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One message to many people, as far as it has come. Its verbs give the next state and touch nothing.
///
/// @param then what a paused one goes on as; null unless it is paused
/// @param after the customer behind whom planning goes on
/// @param recipients how many are in it so far
/// @param expected how many there will be, about; null until it began
/// @param reason why it stopped by itself; null if it did not
/// @param followedAt until when it is known whom it reached; null at the beginning
record Broadcast(
    BroadcastId id, WorkspaceId workspace, String name, State state, @Nullable State then, Plan plan, int version,
    Pace pace, Times times, @Nullable String reason, @Nullable Instant followedAt, @Nullable UUID member) {

  record Pace(@Nullable UUID after, long recipients, @Nullable Long expected) {
    static final Pace NONE = new Pace(null, 0, null);
  }

  record Times(
      Instant createdAt, @Nullable Instant dueAt, @Nullable Instant startedAt, @Nullable Instant plannedAt,
      @Nullable Instant endedAt) {}

  Broadcast written(String as, Plan next) {
    if (state != State.DRAFT) {
      throw Problem.conflict("begun", "這則群發已經開始，不能再改。可以複製一份",
          "This broadcast has begun and cannot be changed. Copy it");
    }
    return new Broadcast(id, workspace, as, state, null, next, version, pace, times, reason, followedAt, member);
  }

  /// Null: at once.
  Broadcast start(@Nullable Instant at, Instant now) {
    if (state != State.DRAFT) {
      throw Problem.conflict("begun", "這則群發已經開始了", "This broadcast has begun already");
    }
    return at != null && at.isAfter(now)
        ? with(State.SCHEDULED, null, new Times(times.createdAt, at, null, null, null))
        : with(State.PLANNING, null, new Times(times.createdAt, now, now, null, null));
  }

  /// Its hour has come.
  Broadcast due(Instant now) {
    return state == State.SCHEDULED
        ? with(State.PLANNING, null, new Times(times.createdAt, times.dueAt, now, null, null)) : this;
  }

  Broadcast planned(Instant now) {
    return with(State.SENDING, null, new Times(times.createdAt, times.dueAt, times.startedAt, now, null));
  }

  Broadcast pause() {
    return switch (state) {
      case SCHEDULED, PLANNING, SENDING -> with(State.PAUSED, state, times);
      case PAUSED -> this;
      case DRAFT, DONE, CANCELLED -> throw Problem.conflict("not_running", "這則群發沒有在進行",
          "This broadcast is not under way");
    };
  }

  Broadcast resume() {
    if (state != State.PAUSED || then == null) {
      throw Problem.conflict("not_paused", "這則群發沒有暫停", "This broadcast is not paused");
    }
    return with(then, null, times);
  }

  /// What was sent stays sent.
  Broadcast cancel(Instant now) {
    return switch (state) {
      case SCHEDULED, PLANNING, SENDING, PAUSED -> with(State.CANCELLED, null, ended(now));
      case CANCELLED -> this;
      case DRAFT, DONE -> throw Problem.conflict("not_running", "這則群發沒有在進行",
          "This broadcast is not under way");
    };
  }

  Broadcast done(Instant now) {
    return with(State.DONE, null, ended(now));
  }

  /// So many more are in it; it goes on behind `after`.
  Broadcast came(@Nullable UUID behind, long more) {
    return new Broadcast(id, workspace, name, state, then, plan, version,
        new Pace(behind, pace.recipients + more, pace.expected), times, reason, followedAt, member);
  }

  Broadcast expecting(long people) {
    return new Broadcast(id, workspace, name, state, then, plan, version,
        new Pace(pace.after, pace.recipients, people), times, reason, followedAt, member);
  }

  private Times ended(Instant now) {
    return new Times(times.createdAt, times.dueAt, times.startedAt, times.plannedAt, now);
  }

  private Broadcast with(State next, @Nullable State later, Times when) {
    return new Broadcast(id, workspace, name, next, later, plan, version, pace, when, reason, followedAt, member);
  }
}
