package io.parley.demo.mail;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What tests do to the simulated mail server.
final class MailFaults {
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger early = new AtomicInteger();
  private volatile Duration slowness = Duration.ZERO;

  /// The next mails are taken, and the line is cut before the answer.
  void cutAfterTaking(int mails) {
    cuts.set(mails);
  }

  /// The line is cut before the next mails can be written.
  void cutBeforeTaking(int mails) {
    early.set(mails);
  }

  /// The next recipients are told to come again.
  void busy(int times) {
    busy.set(times);
  }

  void slow(Duration by) {
    slowness = by;
  }

  boolean cutsNow() {
    return cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  boolean cutsEarly() {
    return early.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  boolean busyNow() {
    return busy.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  Duration slowness() {
    return slowness;
  }
}
