package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/segments")
class SegmentApi {
  private final Segments segments;
  private final SegmentHistory history;

  record SegmentForm(@Nullable String name,
      @Schema(implementation = Condition.class) @Nullable JsonNode condition) {
    Segments.Draft draft() {
      return new Segments.Draft(RuleForm.text(name, Segment.MOST_NAME_CHARACTERS, "name", "分眾名稱",
          "The name of a segment"), ConditionReader.read(condition));
    }
  }

  record SegmentView(SegmentId id, String name, Condition condition, int members, @Nullable Filling filling,
      Instant createdAt, Instant changedAt) {
    static SegmentView of(Segments.Listed listed) {
      var segment = listed.segment();
      return new SegmentView(segment.id(), segment.name(), segment.condition(), listed.members(), listed.filling(),
          segment.createdAt(), segment.changedAt());
    }
  }

  SegmentApi(Segments segments, SegmentHistory history) {
    this.segments = segments;
    this.history = history;
  }

  @GetMapping
  Page<SegmentView> all(Access access) {
    return Page.all(segments.all(access.workspace()).stream().map(SegmentView::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SegmentView make(Access access, @RequestBody SegmentForm form) {
    return SegmentView.of(segments.make(access.workspace(), form.draft()));
  }

  @GetMapping("/{id}")
  SegmentView get(Access access, @PathVariable UUID id) {
    return SegmentView.of(segments.get(access.workspace(), new SegmentId(id)).orElseThrow(Problem::notFound));
  }

  @PutMapping("/{id}")
  SegmentView change(Access access, @PathVariable UUID id, @RequestBody SegmentForm form) {
    return SegmentView.of(segments.change(access.workspace(), new SegmentId(id), form.draft())
        .orElseThrow(Problem::notFound));
  }

  /// Deleting what is gone already is done.
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    segments.delete(access.workspace(), new SegmentId(id));
  }

  /// Members now, the latest to come in first; `q` searches as the list of customers does.
  @GetMapping("/{id}/members")
  Page<Segments.SegmentMember> members(Access access, @PathVariable UUID id, @RequestParam @Nullable String q,
      @RequestParam @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
    return segments.members(access.workspace(), known(access, id), q, cursor, limit);
  }

  /// Who came in and who left, the latest first, and what made it so.
  @GetMapping("/{id}/history")
  Page<SegmentHistory.FlipLine> history(Access access, @PathVariable UUID id, @RequestParam @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return history.lines(access.workspace(), known(access, id), cursor, limit);
  }

  /// Its size at the end of each of the last days, by the calendar of the workspace.
  @GetMapping("/{id}/days")
  Page<SegmentHistory.SegmentDay> days(Access access, @PathVariable UUID id,
      @RequestParam(defaultValue = "30") int days) {
    return Page.all(history.days(access.workspace(), known(access, id), days));
  }

  private SegmentId known(Access access, UUID id) {
    return segments.get(access.workspace(), new SegmentId(id)).orElseThrow(Problem::notFound).segment().id();
  }
}
