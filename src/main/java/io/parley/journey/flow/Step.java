package io.parley.journey.flow;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventMatch;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One step of a journey. `to` says for each of its ways to which step it leads.
public sealed interface Step {
  String NEXT = "next";
  String MET = "met";
  String LATE = "late";
  String YES = "yes";
  String NO = "no";
  /// Whoever tries a journey out waits no longer than this.
  Duration FAST = Duration.ofSeconds(5);

  String id();

  Map<String, String> to();

  record Wait(String id, Map<String, String> to, Duration length) implements Step {}

  /// Until a time of day, on a day of the week or on a date if one is given.
  record Until(String id, Map<String, String> to, LocalTime time, @Nullable DayOfWeek weekday,
      @Nullable LocalDate date) implements Step {}

  /// Until something happens, but no longer than `longest`.
  record Await(String id, Map<String, String> to, EventMatch event, Same same, Duration longest) implements Step {}

  record Ask(String id, Map<String, String> to, Condition condition) implements Step {}

  /// Some go this way and some that, by lot. The same person always goes the same way.
  record Split(String id, Map<String, String> to, List<Arm> arms) implements Step {
    public Split {
      arms = List.copyOf(arms);
    }
  }

  /// One arm of a split: its way, and how many of a hundred take it.
  record Arm(String way, int percent) {}

  record Message(String id, Map<String, String> to, Wanted wanted) implements Step {}

  record Mark(String id, Map<String, String> to, String tag, boolean on, @Nullable Integer days) implements Step {}

  record Know(String id, Map<String, String> to, String attribute, JsonNode value) implements Step {}

  record Grant(String id, Map<String, String> to, UUID coupon) implements Step {}

  /// A word to the team on her conversation.
  record Note(String id, Map<String, String> to, String text) implements Step {}

  /// Gives her conversation to a member of the team, or to whoever comes first, with what is to be done.
  record Hand(String id, Map<String, String> to, @Nullable UUID member, String text) implements Step {}

  /// Tells another system.
  record Call(String id, Map<String, String> to, URI address) implements Step {}

  record Goal(String id, Map<String, String> to) implements Step {}

  record Exit(String id, Map<String, String> to) implements Step {}

  /// The ways by which it is left; none if it is an end.
  default List<String> ways() {
    return switch (this) {
      case Wait _, Until _, Message _, Mark _, Know _, Grant _, Note _, Hand _, Call _ -> List.of(NEXT);
      case Await _ -> List.of(MET, LATE);
      case Ask _ -> List.of(YES, NO);
      case Split split -> split.arms.stream().map(Arm::way).toList();
      case Goal _, Exit _ -> List.of();
    };
  }

  /// True if somebody may stay here.
  default boolean rests() {
    return this instanceof Wait || this instanceof Until || this instanceof Await;
  }

  /// The way on for somebody who waited as long as she was to.
  default String overdue() {
    return this instanceof Await ? LATE : NEXT;
  }

  default Next next(Sight sight) {
    return switch (this) {
      case Wait wait -> new Next.Stay(sight.at().plus(longest(wait.length, sight)));
      case Await await -> new Next.Stay(sight.at().plus(longest(await.longest, sight)));
      case Until until -> {
        var then = after(until, sight.at().atZone(sight.zone())).toInstant();
        yield then.isAfter(sight.at()) ? new Next.Stay(sight.fast() ? sight.at().plus(FAST) : then)
            : new Next.Leave(NEXT);
      }
      case Ask ask -> new Next.Leave(sight.holds().test(ask.condition) ? YES : NO);
      case Split split -> new Next.Leave(split.arms.get(sight.arm().applyAsInt(split)).way());
      case Message _, Mark _, Know _, Grant _, Note _, Hand _, Call _ -> new Next.Act(NEXT);
      case Goal _ -> new Next.End(Outcome.GOAL);
      case Exit _ -> new Next.End(Outcome.EXIT);
    };
  }

  private static Duration longest(Duration length, Sight sight) {
    return sight.fast() && length.compareTo(FAST) > 0 ? FAST : length;
  }

  private static ZonedDateTime after(Until until, ZonedDateTime now) {
    if (until.date != null) {
      return until.date.atTime(until.time).atZone(now.getZone());
    }
    var day = until.weekday == null ? now.toLocalDate()
        : now.toLocalDate().with(TemporalAdjusters.nextOrSame(until.weekday));
    var then = day.atTime(until.time).atZone(now.getZone());
    return then.isAfter(now) ? then : day.plusDays(until.weekday == null ? 1 : 7).atTime(until.time).atZone(
        now.getZone());
  }
}
