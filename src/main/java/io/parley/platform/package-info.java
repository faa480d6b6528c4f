/// Platform: what every module stands on and none of them owns.
///
/// **Words.** A *workspace* is one merchant's tenant. A *tenant transaction* runs under row-level security for one
/// workspace; an *engine transaction* bypasses it and names the workspace in every statement.
/// **Doors.** `Database`, `Upkeep` (the tables' owner), `Clocks`, `Clockwork`, `Ids`, `Feed`, `GroupCommit`, `Leases`,
/// `Worker`, `Files`, `Outside`, `Secrets`, `Faults`, `Problem`, `Page`.
/// **Tables.** `platform.clock`, `platform.lease`, `platform.change`, `platform.file`.
/// **Always true.** Nothing here knows a customer, a channel or a message.
@NullMarked
package io.parley.platform;

import org.jspecify.annotations.NullMarked;
