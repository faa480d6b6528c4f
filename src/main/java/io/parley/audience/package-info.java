/// Audience: who is who by what they do. The rules that put tags on customers, and the segments they are in.
///
/// **Words.** A *condition* (package `condition`) is what is asked; its *verdict* says whether it holds, until when,
/// and by which events. A *rule* puts a tag on every customer at the event that *completes* its condition; a
/// *segment* is everybody of whom a condition holds now. A *watch* is either of them as the fold sees it, a *plan*
/// all that are live. A *cell* is the little that is kept of one customer for one trace. A customer *flips* when she
/// comes into a segment or leaves it. A *fill* works the past out for what went live, slice by slice. A *turn* is
/// held by whoever works on a workspace's audience: the fold, a slice, the clock. A *candidate* is whom a condition
/// may hold of, found by what was done at all; whether it does is judged.
/// **Doors.** `Rules`, `Segments`, `Conditions` (those that nobody keeps), `Estimates` (how many they hold of).
/// **Tables.** `audience.rule`, `audience.segment`, `audience.revision`, `audience.cell`, `audience.completion`,
/// `audience.membership`, `audience.fill`, `audience.flip`, `audience.segment_day`.
/// **Facts.** Appends `rule` when a rule goes live, is changed or is paused, `segment_entered` and `segment_left`
/// about the customers who do.
/// **Always true.** A rule that is live has tagged whom it would have tagged had it always been live, and a segment
/// holds whom it would hold, as far as its fill has come. `Life` alone decides, for new events, for a whole history
/// and for the clock. A tag's time is the event time of what completed the rule; a flip by the clock stands at its
/// very instant. A segment's days add up to its members. Of inputs without a history (attributes, tags, carts) what
/// stands now counts from since when it stands. Pausing or deleting a rule leaves its tags where they are.
@NullMarked
package io.parley.audience;

import org.jspecify.annotations.NullMarked;
