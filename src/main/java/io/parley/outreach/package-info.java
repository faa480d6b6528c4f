/// Outreach: may we send this to this person, now, by which channel, at what cost; every yes and no recorded.
///
/// **Words.** An *intent* is what somebody wants to say to a person: a broadcast, a step of a journey, a notice of an
/// order (its *source*). It becomes a *send*, which is *planned*, may be *held* until an instant, and ends as sent,
/// failed, unknown or *skipped*. The *guard* decides; a *decision* is one answer it gave, with its *reason*. A *route*
/// is one way to reach the person, her *standing* all that the guard is told of her.
/// **Doors.** `Outreach` (plan, take back, what became of it), `OutreachSettings`, `Wording` (variables in texts),
/// `TrackingLinks` (addresses that tell who followed them).
/// **Tables.** `outreach.send`, `outreach.decision`, `outreach.words`, `outreach.barred`, `outreach.setting`,
/// `outreach.notice`, `outreach.link`, `outreach.click`, `outreach.link_host`, `outreach.tally` (sums of what
/// triggers on `outreach.send` saw change).
/// **Views for higher modules.** `outreach.outcome`, `outreach.followed`.
/// **Facts.** A send that stands in no thread appends `message` itself; of others conversation does. What went to many
/// in one call tells none: as an *aside* it is put into thread and timeline when they are read.
/// **Always true.** Each intent becomes one send, however often it is planned. Nothing goes out that the guard has not
/// allowed under the person's lock, in the transaction that writes it down for its channel; the id of the send is the
/// id of the outgoing, and of the line in the thread. Every answer of the guard is recorded and never changed. A send
/// hangs on the identity it is meant for, so a merge or an unlink moves it without touching a row here.
@NullMarked
package io.parley.outreach;

import org.jspecify.annotations.NullMarked;
