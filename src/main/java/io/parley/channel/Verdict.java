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
/// | there is no such contact | failed, and nothing more is sent there | the same |
///
/// A provider that knows no key (`Adapter.Can.keyed`) is told what got no certain answer once only: it is unknown, as a
/// reply is. A key is known to LINE for 24 h; after `KEY_LIFE` a push that never got an answer is unknown.
record Verdict(
    OutgoingStore.Settled settled,
    boolean asPush,
    boolean giveTokenBack,
    Duration pause,
    @Nullable String accountTrouble,
    boolean quotaEnded,
    boolean nobody) {
  static final Duration KEY_LIFE = Duration.ofHours(23);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /// One try: the row, the way it went, what its provider can do, and when.
  private record Try(OutgoingStore.Claimed row, Way way, Adapter.Can can, Instant now) {}

  static Verdict of(Outcome outcome, Way way, Adapter.Can can, OutgoingStore.Claimed row, Instant now) {
    var tried = new Try(row, way, can, now);
    return switch (outcome) {
      case Outcome.Accepted accepted -> sent(accepted, tried);
      case Outcome.ReplyClosed closed -> way == Way.REPLY ? pushInstead(Duration.ZERO) : failed(way, closed.words());
      case Outcome.TooFast fast -> tooFast(fast, tried);
      case Outcome.QuotaEnded ended -> new Verdict(ended("failed", way, ended.words()), false, false, Duration.ZERO,
          null, true, false);
      case Outcome.Unauthorised not -> new Verdict(ended("failed", way, not.words()), false, false, Duration.ZERO,
          not.words(), false, false);
      case Outcome.Refused refused -> failed(way, refused.words());
      case Outcome.Nobody nobody -> new Verdict(ended("failed", way, nobody.words()), false, false, Duration.ZERO,
          null, false, true);
      case Outcome.NotReached not -> notReached(not, tried);
      case Outcome.Unclear unclear -> way == Way.REPLY || !can.keyed()
          ? unknown(way, unclear.words())
          : again(unclear.words(), tried);
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
  static Verdict abandoned(OutgoingStore.Claimed row, Adapter.Can can, Instant now) {
    return row.way() == Way.PUSH && can.keyed()
        ? again("送出時中斷，重送中 · Interrupted, sending again", new Try(row, Way.PUSH, can, now))
        : unknown(row.way(), "送出時中斷，可能已送達 · Interrupted while sending; it may have arrived");
  }

  private static Verdict sent(Outcome.Accepted accepted, Try tried) {
    return plain(new OutgoingStore.Settled("sent", tried.way, null, accepted.ids(), accepted.requestId(),
        tried.way == Way.PUSH && tried.can.counted() ? 1 : 0, null));
  }

  private static Verdict tooFast(Outcome.TooFast fast, Try tried) {
    var pause = backOff(tried.row.attempts());
    if (tried.way == Way.REPLY) {
      return pushInstead(pause);
    }
    var again = notYet(fast.words(), tried);
    return new Verdict(again.settled, false, false, pause, null, false, false);
  }

  private static Verdict notReached(Outcome.NotReached not, Try tried) {
    if (tried.way == Way.PUSH) {
      return notYet(not.words(), tried);
    }
    var settled =
        new OutgoingStore.Settled("held", null, not.words(), List.of(), null, 0, backOff(tried.row.attempts()));
    return new Verdict(settled, false, true, Duration.ZERO, null, false, false);
  }

  /// Surely not taken. Where every try ends so, nothing was sent when the tries end.
  private static Verdict notYet(String words, Try tried) {
    return tried.can.keyed() || !tooOld(tried) ? again(words, tried) : failed(tried.way, words);
  }

  private static Verdict again(String words, Try tried) {
    return tooOld(tried) ? unknown(tried.way, words) : plain(new OutgoingStore.Settled(
        "held", tried.way, words, List.of(), null, 0, backOff(tried.row.attempts())));
  }

  private static boolean tooOld(Try tried) {
    var first = tried.row.firstTriedAt();
    return first != null && Duration.between(first, tried.now).compareTo(KEY_LIFE) > 0;
  }

  private static Verdict pushInstead(Duration after) {
    var settled = new OutgoingStore.Settled("planned", Way.PUSH, null, List.of(), null, 0, after);
    return new Verdict(settled, true, false, Duration.ZERO, null, false, false);
  }

  private static Verdict unknown(@Nullable Way way, String words) {
    return plain(ended("unknown", way, words));
  }

  private static Verdict failed(@Nullable Way way, String words) {
    return plain(ended("failed", way, words));
  }

  private static Verdict plain(OutgoingStore.Settled settled) {
    return new Verdict(settled, false, false, Duration.ZERO, null, false, false);
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
