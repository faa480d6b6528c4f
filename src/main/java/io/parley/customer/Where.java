package io.parley.customer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The conditions of a list as SQL on `customer.customer c`, with their parameters.
///
/// Some of them may let only few through, or nearly everybody, and no statistics tell which (`chancy`): 陳 is one in
/// forty, a phone is one in a million. The others go with the indexes the list is sorted by (`plain`).
final class Where {
  private final List<String> plain = new ArrayList<>(List.of("c.workspace_id = :workspace", "c.merged_into is null"));
  private final List<String> chancy = new ArrayList<>();
  private final List<String> grams = new ArrayList<>();
  private final Map<String, Object> params = new HashMap<>();
  private List<Lifecycle> stages = Shelves.ALL;
  private boolean named;

  /// What must be known besides the filter: `tagsNamed` are the tags that the query means by `#name`, or is the name
  /// of; `members` the SQL of a segment's members; `byEntry` if the list is sorted by when they came into it.
  record Known(List<TagId> tagsNamed, Instant now, String members, boolean byEntry) {}

  static Where of(CustomerFilter filter, Known known) {
    var where = new Where();
    if (filter.stage() != null) {
      where.stage(filter.stage(), known.now);
    }
    if (filter.segment() != null) {
      where.params.put("segment", filter.segment());
      if (!known.byEntry) {
        where.chancy.add("c.id in (select s.customer_id from (" + known.members + ") s)");
      }
    }
    if (!filter.only().isEmpty()) {
      where.and("c.id = any (:only::uuid[])").param("only", Columns.texts(filter.only(), CustomerId::toString));
    }
    for (var n = 0; n < filter.tags().size(); n++) {
      where.chancy.add("c.id in (" + carriers("= :tag" + n) + ")");
      where.params.put("tag" + n, filter.tags().get(n).value());
    }
    if (filter.kind() != null) {
      where.chancy.add("c.kinds @> array[:kind]::text[]");
      where.params.put("kind", filter.kind());
    }
    if (filter.query() != null) {
      where.search(filter.query(), known.tagsNamed);
    }
    return where;
  }

  /// The column knows no clock: who has lapsed is `member` or `repeat` there.
  private void stage(Lifecycle stage, Instant now) {
    var quiet = now.minus(Lifecycle.QUIET);
    switch (stage) {
      case VISITOR, LEAD -> and("c.stage = :stage").param("stage", stage.word()).stages = List.of(stage);
      case MEMBER, REPEAT -> and("c.stage = :stage").param("stage", stage.word())
          .and("(c.ordered_at is null or c.ordered_at > :quiet::timestamptz)").param("quiet", quiet.toString())
          .stages = List.of(stage);
      case LAPSED -> {
        stages = List.of(Lifecycle.MEMBER, Lifecycle.REPEAT);
        chancy.add("c.ordered_at <= :quiet::timestamptz");
        params.put("quiet", quiet.toString());
      }
    }
  }

  private static String carriers(String tag) {
    return """
        select i.customer_id from customer.customer_tag t join customer.identity i on i.id = t.identity_id
        where t.workspace_id = :workspace and i.workspace_id = :workspace and t.removed_at is null and t.tag_id %s
        """.formatted(tag);
  }

  private void search(String query, List<TagId> tagsNamed) {
    var named = carriers("= any (:named::uuid[])");
    if (!tagsNamed.isEmpty() || query.startsWith("#")) {
      params.put("named", Columns.texts(tagsNamed, TagId::toString));
    }
    if (query.startsWith("#")) {
      chancy.add("c.id in (" + named + ")");
      return;
    }
    var needles = Profile.needles(query);
    for (var n = 0; n < needles.size(); n++) {
      params.put("needle" + n, needles.get(n));
      params.put("grams" + n, Grams.of(needles.get(n)).toArray(String[]::new));
    }
    if (tagsNamed.isEmpty()) {
      this.named = true;
      chancy.add(text("c", needles.size()));
      grams.add(grams("c", needles.size()));
    } else {
      chancy.add("c.id in (select f.id from customer.customer f where f.workspace_id = :workspace and "
          + grams("f", needles.size()) + " and " + text("f", needles.size()) + " union " + named + ")");
    }
  }

  private static String text(String table, int needles) {
    return either(needles, "position(:needle%2$d in E'\\n' || %1$s.search) > 0", table);
  }

  private static String grams(String table, int needles) {
    return table + ".search <> '' and "
        + either(needles, "customer.grams(E'\\n' || %1$s.search) @> :grams%2$d::text[]", table);
  }

  private static String either(int needles, String condition, String table) {
    var all = new ArrayList<String>();
    for (var n = 0; n < needles; n++) {
      all.add(condition.formatted(table, n));
    }
    return "(" + String.join(" or ", all) + ")";
  }

  Where and(String condition) {
    plain.add(condition);
    return this;
  }

  Where param(String name, Object value) {
    params.put(name, value);
    return this;
  }

  boolean isChancy() {
    return !chancy.isEmpty();
  }

  /// Customers `c` of whom all holds but what is chancy, in the order of the list, as far as `most` of them are needed:
  /// by the indexes the list is sorted by. In the order they were seen everybody has one of its own.
  String walked(Customers.Shown shown, int most) {
    var order = ListCursor.order(shown);
    return shown.sort() == CustomerSort.SEEN && stages.size() == Shelves.ALL.size() && !named
        ? "(select c.* from customer.customer c where %s order by %s limit %d) c".formatted(plain(), order, most)
        : Shelves.of(stages, named, plain(), order, most);
  }

  String plain() {
    return String.join("\n  and ", plain);
  }

  /// Of rows at hand: without the index, whose function costs more than the look at the text.
  String chancy() {
    return String.join("\n  and ", chancy);
  }

  /// Of the whole table, by whatever index there is.
  String all() {
    var all = new ArrayList<>(plain);
    all.addAll(grams);
    all.addAll(chancy);
    return String.join("\n  and ", all);
  }

  Map<String, Object> params() {
    return params;
  }
}
