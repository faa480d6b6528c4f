package io.parley.timeline;

/// What became of everything that was accepted: `accepted = folded + repeated + parked + waiting + discarded`.
/// `refused` was never accepted: a browser's event without consent in *ask first* mode, one that its sender did not
/// mean for Parley, one of more than 32 KB among others.
public record Ledger(
    long accepted, long folded, long repeated, long parked, long waiting, long discarded, long refused) {}
