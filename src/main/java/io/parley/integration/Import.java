package io.parley.integration;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.integration.Rows.Reading;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One file on its way in. `rows` were checked so far, `bad` of them cannot be taken, of `amiss` something is
/// left out; the good ones are `units` things
/// to tell (an order of five lines is one), `done` of which were told; `fresh` of those were new and `changed` had
/// changed since they were told last.
record Import(
    ImportId id,
    WorkspaceId workspace,
    String name,
    State state,
    Reading reading,
    @Nullable Mapping mapping,
    boolean unattended,
    Counts counts,
    @Nullable Result result,
    @Nullable Says problem,
    Moments moments) {

  enum State {
    UPLOADING, UPLOADED, CHECKING, CHECKED, RUNNING, FOLDING, DONE, STOPPED, FAILED;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  record Counts(int rows, int bad, int amiss, int units, int done, int fresh, int changed) {}

  /// `asOf` is when the file was last written, as far as is known; it lies never after `createdAt`.
  record Moments(Instant createdAt, Instant asOf, @Nullable Instant toldAt, @Nullable Instant endedAt) {}

  /// What an import found. `people` who have these orders, `several` of whom bought in two channels or more; `nobody`
  /// are orders that name no one.
  record Result(int orders, int people, int several, int nobody) {}
}
