package io.parley.timeline;

/// Turns facts into what is known. Implemented by higher modules; called by the fold inside its engine transaction,
/// once a batch and stage, so it works set-wise: one statement a question. If it throws, the batch is tried again in
/// halves and the culprit is parked.
public interface Projection {
  Stage stage();

  void apply(Batch batch);
}
