/// Conditions: the language in which a merchant asks who somebody is and what she did, and the one judge of it.
///
/// **Words.** A *condition* is a tree; its *leaves* ask of events (`did`, `sequence`) or of what is known (`attribute`,
/// `tagged` …). A *trace* is what a leaf needs to remember of a customer's events: a few *moments*. A *verdict* says
/// whether a condition holds at an instant, until when, and by which moments.
/// **Doors.** `Condition` and its parts, `ConditionReader` (JSON in), `ConditionSchema` (what JSON may say), `Judge`.
/// **Always true.** Nothing here touches a database, a clock or the network. Rules, segments, *why* and back-tests all
/// ask `Judge`; they differ only in where the facts come from.
@NamedInterface("condition")
@NullMarked
package io.parley.audience.condition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
