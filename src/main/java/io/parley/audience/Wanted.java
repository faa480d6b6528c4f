package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventMatch;
import io.parley.audience.condition.Trace;
import io.parley.audience.condition.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a condition wants of `timeline.happened h`, as SQL: which events may mean something to it (`where`), and what
/// of them it looks at (`told`: address, title, properties).
record Wanted(String where, String told, Map<String, Object> params) {

  static Wanted of(Condition condition, Collection<Trace> traces, Instant now) {
    var params = new HashMap<String, Object>();
    return new Wanted(where(condition, now, params), told(traces, params), params);
  }

  /// Leaves that look at the same events are one. An event fits no leaf whose part of the statement it does not meet.
  private static String where(Condition condition, Instant now, Map<String, Object> params) {
    var asked = new LinkedHashSet<String>();
    condition.nodes().forEach(leaf -> {
      switch (leaf) {
        case Condition.Did did -> asked.add(event(did.event(), did.within(), now, params));
        case Condition.Sequence sequence ->
            sequence.steps().forEach(step -> asked.add(event(step, sequence.within(), now, params)));
        case Condition.All _, Condition.Any _, Condition.Not _, Condition.Attribute _, Condition.Tagged _,
            Condition.Identified _, Condition.Reachable _, Condition.InStage _, Condition.Ordered _,
            Condition.InCart _, Condition.InSegment _ -> { }
      }
    });
    return "(" + String.join("\n or ", asked) + ")";
  }

  /// The lower-case address of an event that fits has these pieces in it, unless it has escapes (`%`). A number that
  /// was told as one is compared right away.
  private static String event(EventMatch event, @Nullable Window within, Instant now, Map<String, Object> params) {
    var name = param(params, event.name());
    var all = new ArrayList<>(List.of("(h.kind = 'track' and h.name = %1$s or h.kind = %1$s and h.kind <> 'track')"
        .formatted(name)));
    if (within != null) {
      all.add("h.at > %s::timestamptz".formatted(param(params, now.minus(within.length()).toString())));
    }
    for (var filter : event.where()) {
      var piece = filter.piece();
      var least = filter.least();
      if (piece != null) {
        all.add("(strpos(lower(h.url), %s) > 0 or strpos(h.url, '%%') > 0)".formatted(param(params, piece)));
      } else if (least != null) {
        all.add("""
            case when jsonb_typeof(h.properties -> %1$s) = 'number' then (h.properties -> %1$s)::numeric >= %2$s
              else true end""".formatted(param(params, filter.property()), param(params, least)));
      }
    }
    return "(" + String.join(" and ", all) + ")";
  }

  private static String param(Map<String, Object> params, Object value) {
    var name = "p" + params.size();
    params.put(name, value);
    return ":" + name;
  }

  /// Only what somebody looks at is sent over: a path may begin with its first word, or be a name with dots in it.
  private static String told(Collection<Trace> traces, Map<String, Object> params) {
    var asked = Happenings.properties(traces);
    var address = asked.contains("url") ? "h.url" : "null";
    var title = asked.contains("title") ? "h.title" : "null";
    if (Happenings.needNoProperties(traces)) {
      return address + ", " + title + ", null";
    }
    var names = new TreeSet<String>();
    asked.forEach(path -> {
      names.add(path);
      names.add(path.indexOf('.') < 0 ? path : path.substring(0, path.indexOf('.')));
    });
    var pairs = names.stream().map(name -> "%1$s::text, h.properties -> %1$s".formatted(param(params, name))).toList();
    return "%s, %s, jsonb_strip_nulls(jsonb_build_object(%s))::text".formatted(address, title,
        String.join(", ", pairs));
  }
}
