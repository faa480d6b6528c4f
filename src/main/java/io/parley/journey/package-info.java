/// Journey: what is done for people over time, one step after the other.
///
/// **Words.** A *journey* is drawn as a *flow* (package `flow`): a *trigger* that brings people in, *steps*, and *ways*
/// from step to step. A *version* is a flow as it was published, for ever. A *run* is one person on one way through one
/// version; she is at one step, and a *passage* is a step behind her. A *hop* counts her steps. A *door* is a flow that
/// people enter now. *Armed* is who will come in when the time comes. A *keepsake* is what a run remembers of what it
/// began with. *News* is that a product can be had again or costs less, *interest* that somebody looked at it before. A
/// *question* is what is tried out on people, an experiment. A *deed* is what a step does; an *errand* what others are
/// told outside every transaction. A *trial* is a run that somebody of the team began to try a draft out. Who is *held
/// out* goes the whole way and is sent nothing.
/// **Doors.** `Journeys`; `PastRuns` for a demo whose past is told.
/// **Tables.** `journey.journey`, `journey.version`, `journey.revision`, `journey.run`, `journey.passage`,
/// `journey.tally`, `journey.kept_out`, `journey.armed`, `journey.round`, `journey.errand`,
/// `journey.interest`, `journey.news`. Reads `outreach.outcome`, `commerce.ordered`, `customer.person`.
/// **Facts.** Appends `tag`, `untag` and `attribute` for steps that say so.
/// **Always true.** A run belongs to the identity that entered: a merge or an unlink moves no row here. A step's
/// effects, its passage and where she is next commit together, and (run, hop) is unique: a step is done once. Whoever
/// moves a run holds its customer first. Nobody enters by what happened before a journey went live, or more than a day
/// ago. What is awaited is found by one question a batch; what is due by an index.
@NullMarked
package io.parley.journey;

import org.jspecify.annotations.NullMarked;
