/// Audience: who is who by what they do. Conditions over behaviour, and the rules that put tags on customers.
///
/// **Words.** A *condition* is what is asked of behaviour; its *verdict* says whether it holds, until when, and by
/// which events. A *rule* puts a tag on every customer at the moment that completes its condition. A *cell* is the
/// little that is kept of one customer for one condition, so that a new event is decided without reading history.
/// **Doors.** `Condition` and `Verdict` (pure), `Rules`.
/// **Tables.** `audience.rule`, `audience.cell`.
/// **Facts.** Appends `rule` when a rule goes live, is changed or is paused.
/// **Always true.** A rule that is live has tagged whom it would have tagged had it always been live: going live works
/// the past out from `timeline.happened`. So do a merge, an unlink and an event that comes late. A tag's time is the
/// event time of the visit that completed the condition. Pausing or deleting a rule leaves its tags where they are.
@NullMarked
package io.parley.audience;

import org.jspecify.annotations.NullMarked;
