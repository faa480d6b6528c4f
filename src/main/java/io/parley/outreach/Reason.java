package io.parley.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a message is not sent, or not yet. The order is that of telling: where several hold, the first is what the
/// merchant reads, because mending a later one would change nothing.
public enum Reason {
  /// The merchant took her off all lists.
  BLOCKED_BY_MERCHANT,
  /// She got the same broadcast already, by another name of hers.
  TWICE,
  /// She bought it already.
  BOUGHT,
  /// She has ordered meanwhile.
  ORDERED,
  /// No address that reaches her on any of the channels.
  UNREACHABLE,
  /// She blocks us.
  BLOCKED,
  /// She said no.
  NO_CONSENT,
  /// The channel takes nothing from us until she writes.
  WINDOW_CLOSED,
  /// The month's messages are used up, or what is left is kept for service.
  QUOTA,
  /// The shop did not answer what she has bought meanwhile.
  ORDERS_UNKNOWN,
  /// It is night where she is.
  QUIET_HOURS,
  /// She heard from us often enough within a day.
  FREQUENCY,
  /// She is in the group that gets nothing, so that the others can be held against it. Told last: she is counted at the
  /// very instant at which the message would have gone to her, and only if it would have.
  HOLDOUT,
  /// There is nobody any more: she was erased.
  GONE,
  /// Its words do not fit the channel.
  UNFIT,
  /// Whoever planned it took it back.
  CANCELLED;

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
