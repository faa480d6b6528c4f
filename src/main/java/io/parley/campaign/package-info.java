/// Campaign: broadcasts, one message to many people.
///
/// **Words.** A *broadcast* is written as a *plan*: to whom (a condition), what (one *variant*, or two that are tried
/// against each other), how. When it begins its audience is *frozen* portion by portion into *recipients*, each in an
/// arm of an experiment, and what each is to get is planned at outreach, whose guard decides about every one. It is
/// *paused*, *resumed* and *cancelled* by people, and ends by itself once nothing of it is open.
/// **Tables.** `campaign.broadcast`, `campaign.recipient`. Reads `outreach.outcome`, `outreach.followed`,
/// `commerce.ordered` and `timeline.happened`.
/// **Always true.** Nobody is twice in a broadcast, and nothing of it is planned twice: the recipients of a portion
/// and what is planned for them commit together, and how far it has come is written after them. What has begun stays
/// as it was written. Who is held out is in the experiment from the instant she would have been written to.
@NullMarked
package io.parley.campaign;

import org.jspecify.annotations.NullMarked;
