package io.parley.timeline;

import static java.util.stream.Collectors.joining;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What she did, and the facts themselves, so that a rebuild does not bring her back. The fold waits meanwhile, so that
/// nothing of hers is under way.
@Component
class TimelineErasing implements Erasing {
  /// A fact that names one of her identities: as sender, as former name, or by its id.
  private static final String NAMED = "t.body ~ :pattern";

  private static final Pattern SPECIAL = Pattern.compile("[\\\\.*+?^${}()|\\[\\]]");

  private final Database database;

  TimelineErasing(Database database) {
    this.database = database;
  }

  @Override
  public int rank() {
    return 50;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("timeline.event", "t.identity_id = any (:identities)"),
        Rows.hidden("timeline.bulk_change", "t.identity_id = any (:identities)"));
  }

  /// The rows of the log go here, because they are found by what they say. Waiting and parked ones count as discarded.
  @Override
  public long before(Subject subject) {
    database.sql().sql("select position from timeline.cursor for update").query(Long.class).list();
    var pattern = pattern(subject);
    var workspace = subject.workspace().value();
    var parked = database.sql().sql("delete from timeline.parked t where t.workspace_id = :workspace and " + NAMED)
        .param("workspace", workspace).param("pattern", pattern).update();
    var waiting = database.sql().sql("""
        delete from timeline.log t using timeline.cursor c
        where t.workspace_id = :workspace and c.shard = t.shard and (t.xid, t.position) > (c.xid, c.position) and
        """ + NAMED).param("workspace", workspace).param("pattern", pattern).update();
    var refused = database.sql().sql("""
        delete from timeline.refusal t where t.workspace_id = :workspace and t.excerpt ~ :pattern
        """).param("workspace", workspace).param("pattern", pattern).update();
    var folded = database.sql().sql("delete from timeline.log t where t.workspace_id = :workspace and " + NAMED)
        .param("workspace", workspace).param("pattern", pattern).update();
    database.sql().sql("""
        insert into timeline.tally as t (workspace_id, discarded) values (:workspace, :gone)
        on conflict (workspace_id) do update set discarded = t.discarded + excluded.discarded
        """)
        .param("workspace", workspace)
        .param("gone", parked + waiting)
        .update();
    return (long) parked + waiting + refused + folded;
  }

  /// Her ids as whole texts anywhere, and her names where senders put names, written plainly or with escapes.
  private static String pattern(Subject subject) {
    var ids = subject.identities().stream().map(UUID::toString).sorted().collect(joining("|"));
    var values = subject.values().stream().flatMap(value -> Stream.of(value, escaped(value))).distinct().sorted()
        .map(TimelineErasing::quoted).collect(joining("|"));
    return "\"(" + ids + ")\"|\"(userId|anonymousId|previousId|id)\"\\s*:\\s*\"?(" + values + ")\"?\\s*[,}]";
  }

  private static String quoted(String value) {
    return SPECIAL.matcher(value).replaceAll("\\\\$0");
  }

  private static String escaped(String value) {
    return value.chars().mapToObj(c -> c < 128 ? Character.toString(c) : "\\u%04x".formatted(c)).collect(joining());
  }
}
