package io.parley.timeline;

import io.parley.customer.CustomerRef;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event as it arrived at a collector, and what became of it. `who` are the ids it names; `body` is what was sent,
/// or the beginning of it; `at` is null while nobody knows when it happened.
///
/// @param id unique in a workspace, stable from one reading to the next
/// @param name the event's name, the address for a request that was refused as a whole
/// @param reason a word for programs where something is wrong; `detail` says it to people
record ReceivedEvent(
    String id,
    Instant receivedAt,
    String type,
    String name,
    Outcome outcome,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable ReceivedParking parking,
    List<String> who,
    @Nullable CustomerRef customer,
    @Nullable ReceivedTime time,
    @Nullable String library,
    @Nullable String body) {

  /// `waiting` for the fold, `folded` into what is known of a customer, `repeated` because its message id was known,
  /// `parked` because it could not be understood, `discarded` by a person after that, `refused` by the collector.
  enum Outcome {
    waiting, folded, repeated, parked, discarded, refused
  }

  /// The parked fact, for running it again or discarding it; once it is discarded, since when and by whom.
  record ReceivedParking(UUID id, @Nullable Instant discardedAt, @Nullable String discardedBy) {}

  /// When it happened, how that was found, and the sender's own words.
  record ReceivedTime(Instant at, EventTime.How how, @Nullable Instant told, @Nullable Instant sentAt) {}
}
