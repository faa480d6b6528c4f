/// Timeline: what happened.
///
/// **Words.** A *fact* is one thing that happened, appended to the log and never edited. To *fold* is to take facts
/// from the log in order and work out what they mean. A *repeat* is a fact whose message id was folded before. A
/// *parked* fact could not be folded; it waits with its reason until a person replays or discards it.
/// A *received event* is what a collector got, with what became of it; a *refusal* is what it turned away.
/// **Doors.** `Timeline` (append, read, ledger); `Viewing` (the pages being looked at now, in memory only);
/// `Projection`, `Recompute` and `Meeting`, which higher modules implement. Calls of imports and signed webhooks
/// are *vouched* for: they may name people by e-mail and phone, and say in which channel an order was placed.
/// **Tables.** `timeline.log`, `timeline.cursor`, `timeline.receipt`, `timeline.tally`, `timeline.seen_a`,
/// `timeline.seen_b`, `timeline.generation`, `timeline.event` (one partition a month), `timeline.parked`,
/// `timeline.discarded`, `timeline.refusal`, `timeline.retention`, `timeline.bulk` and `timeline.bulk_change` (tags
/// put on many customers, and whom that changed).
/// **Views for higher modules.** `timeline.happened`.
/// **Facts.** Segment calls, and `message`, `link`, `unlink`, `unmerge`, `tag`, `untag`, `allow`,
/// `consent`, `rule`, `conversation` of other modules.
/// **Always true.** Acknowledged = committed to the log. All effects of a batch and the moved cursor commit together.
/// accepted = folded + repeated + parked + waiting + discarded.
@NullMarked
package io.parley.timeline;

import org.jspecify.annotations.NullMarked;
