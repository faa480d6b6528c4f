package io.parley.timeline;

/// What became of everything that was accepted: `accepted = folded + repeated + parked + waiting + discarded`.
/// `refused` was never accepted: a browser's event without consent in *ask first* mode.
public record Ledger(
    long accepted, long folded, long repeated, long parked, long waiting, long discarded, long refused) {}
