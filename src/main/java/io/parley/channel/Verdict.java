package io.parley.channel;

import io.parley.channel.Adapter.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a call's end means for a message: the rules of repeating, without database or network.
///
/// | the call ended | reply | push |
/// |---|---|---|
/// | accepted | sent | sent, costs one |
/// | the free way is closed | go on as push | failed |
/// | too fast | go on as push, after a pause | again after a pause, same key |
/// | the month is used up | – | failed |
/// | secrets not taken, refused | failed | failed |
/// | surely not reached | again, the token given back | again, same key |
/// | nothing certain came back | **unknown**: a repetition could be a second message | again, same key |
///
/// A key is known to LINE for 24 h; after `KEY_LIFE` a push that never got an answer is unknown.
record Verdict(
    OutgoingStore.Settled settled,
    boolean asPush,
    boolean giveTokenBack,
    Duration pause,
    @Nullable String accountTrouble,
    boolean quotaEnded) {
  static final Duration KEY_LIFE = Duration.ofHours(23);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  static Verdict of(Outcome outcome, Way way, OutgoingStore.Claimed row, Instant now) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> sent(accepted, way);
      case Outcome.ReplyClosed closed -> way == Way.REPLY ? pushInstead(Duration.ZERO) : failed(way, closed.words());
      case Outcome.TooFast fast -> tooFast(fast, way, row, now);
      case Outcome.QuotaEnded ended -> new Verdict(ended("failed", way, ended.words()), false, false, Duration.ZERO,
          null, true);
      case Outcome.Unauthorised not -> new Verdict(ended("failed", way, not.words()), false, false, Duration.ZERO,
          not.words(), false);
      case Outcome.Refused refused -> failed(way, refused.words());
      case Outcome.NotReached not -> notReached(not, way, row, now);
      case Outcome.Unclear unclear -> way == Way.REPLY
          ? unknown(way, unclear.words())
          : again(way, unclear.words(), row, now);
    };
  }

  static Verdict failed(String reason) {
    return failed(null, reason);
  }

  static Verdict skipped(String reason) {
    return plain(ended("skipped", null, reason));
  }

  static Verdict held(@Nullable Way way, String reason, Duration again) {
    return plain(new OutgoingStore.Settled("held", way, reason, List.of(), null, 0, again));
  }

  /// A row whose worker died while it was calling.
  static Verdict abandoned(OutgoingStore.Claimed row, Instant now) {
    return row.way() == Way.PUSH
        ? again(Way.PUSH, "送出時中斷，重送中 · Interrupted, sending again", row, now)
        : unknown(row.way(), "送出時中斷，可能已送達 · Interrupted while sending; it may have arrived");
  }

  private static Verdict sent(Outcome.Accepted accepted, Way way) {
    return plain(new OutgoingStore.Settled(
        "sent", way, null, accepted.ids(), accepted.requestId(), way == Way.PUSH ? 1 : 0, null));
  }

  private static Verdict tooFast(Outcome.TooFast fast, Way way, OutgoingStore.Claimed row, Instant now) {
    var pause = backOff(row.attempts());
    if (way == Way.REPLY) {
      return pushInstead(pause);
    }
    var again = again(way, fast.words(), row, now);
    return new Verdict(again.settled, false, false, pause, null, false);
  }

  private static Verdict notReached(Outcome.NotReached not, Way way, OutgoingStore.Claimed row, Instant now) {
    if (way == Way.PUSH) {
      return again(way, not.words(), row, now);
    }
    var settled = new OutgoingStore.Settled("held", null, not.words(), List.of(), null, 0, backOff(row.attempts()));
    return new Verdict(settled, false, true, Duration.ZERO, null, false);
  }

  private static Verdict again(Way way, String words, OutgoingStore.Claimed row, Instant now) {
    if (row.firstTriedAt() != null && Duration.between(row.firstTriedAt(), now).compareTo(KEY_LIFE) > 0) {
      return unknown(way, words);
    }
    return plain(new OutgoingStore.Settled("held", way, words, List.of(), null, 0, backOff(row.attempts())));
  }

  private static Verdict pushInstead(Duration after) {
    var settled = new OutgoingStore.Settled("planned", Way.PUSH, null, List.of(), null, 0, after);
    return new Verdict(settled, true, false, Duration.ZERO, null, false);
  }

  private static Verdict unknown(@Nullable Way way, String words) {
    return plain(ended("unknown", way, words));
  }

  private static Verdict failed(@Nullable Way way, String words) {
    return plain(ended("failed", way, words));
  }

  private static Verdict plain(OutgoingStore.Settled settled) {
    return new Verdict(settled, false, false, Duration.ZERO, null, false);
  }

  private static OutgoingStore.Settled ended(String state, @Nullable Way way, String reason) {
    return new OutgoingStore.Settled(state, way, reason, List.of(), null, 0, null);
  }

  /// One second, doubled with each try.
  static Duration backOff(int attemptsBefore) {
    var wait = Duration.ofSeconds(1L << Math.min(attemptsBefore, 10));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
