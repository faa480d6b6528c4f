package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What the collectors turned away, and why, for a day and the latest thousand of a workspace: people look here when
/// their shop's events do not arrive. Nothing else reads it; what was refused is not part of what happened.
///
/// In *ask first* mode, and of events that are not meant for Parley, only the reason is kept, never what was sent.
@Component
class Refusals {
  static final int MOST_KEPT = 1_000;
  private static final int MOST_A_SECOND = 20;
  private static final int LONGEST_EXCERPT = 2_000;
  private static final int LONGEST_WORDS = 300;
  private static final int TIDY_EVERY = 50;
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  private final Database database;
  private final Clocks clocks;
  private final Workspaces workspaces;
  private final Map<WorkspaceId, Second> seconds = new ConcurrentHashMap<>();

  private record Second(Instant since, int count, int written) {}

  /// `what` is the address or the event's name; `reason` a word for programs, `detail` a sentence for people.
  record Refused(long id, Instant at, String what, String reason, String detail, @Nullable String excerpt) {}

  Refusals(Database database, Clocks clocks, Workspaces workspaces) {
    this.database = database;
    this.clocks = clocks;
    this.workspaces = workspaces;
  }

  void tooFast(Workspace workspace, CollectorRequest sent) {
    whole(workspace, sent, new Problem(429, "too_fast", "",
        "More requests in a second than a workspace may send"));
  }

  /// A whole request was refused. One whose write key nobody has is shown to the workspace on whose site it was made,
  /// or to the only one there is; else it is nobody's.
  void whole(@Nullable Workspace workspace, CollectorRequest sent, Problem problem) {
    var owner = workspace == null ? guess(sent.origin()) : Optional.of(workspace);
    owner.ifPresent(one -> {
      var shown = one.asksFirst() ? null : text(sent.whatever());
      note(one.id(), sent.address(), problem.code(), problem.sentence(java.util.Locale.ENGLISH), shown);
    });
  }

  private Optional<Workspace> guess(@Nullable String origin) {
    var all = workspaces.all();
    return all.size() == 1 ? Optional.of(all.getFirst())
        : all.stream().filter(one -> origin != null && one.sites().contains(origin)).findFirst();
  }

  private static @Nullable String text(byte[] body) {
    return body.length == 0 ? null
        : new String(body, 0, Math.min(body.length, LONGEST_EXCERPT), StandardCharsets.UTF_8).replace("\0", "");
  }

  /// One event of a request was refused. Never fails its request: this is a note, not a fact.
  void note(WorkspaceId workspace, String what, String reason, String detail, @Nullable String excerpt) {
    if (!room(workspace)) {
      return;
    }
    try {
      database.tenant(workspace, () -> database.sql().sql("""
          insert into timeline.refusal (workspace_id, at, what, reason, detail, excerpt)
          values (:workspace, :at, :what, :reason, :detail, :excerpt)
          """)
          .param("workspace", workspace.value())
          .param("at", Timestamp.from(clocks.now(workspace)))
          .param("what", cut(what))
          .param("reason", reason)
          .param("detail", cut(detail))
          .param("excerpt", excerpt)
          .update());
    } catch (RuntimeException unwritten) {
      LOG.warn("A refusal could not be noted: {}", unwritten.toString());
    }
  }

  /// A flood of bad requests must cost little, so only some of each second are written down.
  private boolean room(WorkspaceId workspace) {
    var now = clocks.wall();
    var second = seconds.compute(workspace, (key, known) -> {
      var written = known == null ? 0 : known.written;
      return known == null || Duration.between(known.since, now).toSeconds() >= 1 ? new Second(now, 1, written + 1)
          : new Second(known.since, known.count + 1, known.count < MOST_A_SECOND ? written + 1 : written);
    });
    if (second.count <= MOST_A_SECOND && second.written % TIDY_EVERY == 0) {
      tidy(workspace);
    }
    return second.count <= MOST_A_SECOND;
  }

  private void tidy(WorkspaceId workspace) {
    database.tenant(workspace, () -> database.sql().sql("""
        delete from timeline.refusal where workspace_id = :workspace and (at < :before or id <= (
          select id from timeline.refusal where workspace_id = :workspace order by id desc offset :kept limit 1))
        """)
        .param("workspace", workspace.value())
        .param("before", Timestamp.from(clocks.now(workspace).minus(KEPT)))
        .param("kept", MOST_KEPT)
        .update());
  }

  /// The latest within a span of time, latest first; null is without bound. What is older than a day is not shown.
  List<Refused> between(WorkspaceId workspace, @Nullable Instant from, @Nullable Instant until, int limit) {
    var day = clocks.now(workspace).minus(KEPT);
    return database.tenant(workspace, () -> database.sql().sql("""
        select id, at, what, reason, detail, excerpt from timeline.refusal
        where workspace_id = :workspace and at > :from and at <= :until order by id desc limit :rows
        """)
        .param("workspace", workspace.value())
        .param("from", Timestamp.from(from == null || from.isBefore(day) ? day : from))
        .param("until", Timestamp.from(until == null ? day.plus(Duration.ofDays(3_650)) : until))
        .param("rows", limit)
        .query((row, n) -> new Refused(row.getLong(1), row.getTimestamp(2).toInstant(), row.getString(3),
            row.getString(4), row.getString(5), row.getString(6)))
        .list());
  }

  private static String cut(String words) {
    return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS);
  }
}
