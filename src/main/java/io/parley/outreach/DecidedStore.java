package io.parley.outreach;

import static io.parley.outreach.SendStore.literal;
import static io.parley.outreach.SendStore.text;
import static io.parley.outreach.SendStore.texts;

import io.parley.outreach.DecisionStore.Made;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/// SQL of sends that were decided before they are written: with a million of a broadcast each row that is written twice
/// takes its second.
@Repository
class DecidedStore {
  private final Database database;
  private final SendStore sends;

  /// What many have in common.
  private record Alike(Source source, MessageClass klass, List<String> channels, Set<String> products,
      @Nullable Instant since, boolean heldOut) {
    static Alike of(Intent one) {
      return new Alike(one.source(), one.klass(), one.channels(), one.products(), one.unlessOrderedSince(),
          one.heldOut());
    }
  }

  DecidedStore(Database database, SendStore sends) {
    this.database = database;
    this.sends = sends;
  }

  /// Fails if one of them is there already.
  void insert(WorkspaceId workspace, Map<SendId, Intent> intents, List<Made> made, Instant now) {
    made.stream().collect(Collectors.groupingBy(one -> Alike.of(intent(intents, one)))).forEach(
        (alike, some) -> insert(workspace, alike, some, intents, now));
  }

  private static Intent intent(Map<SendId, Intent> intents, Made one) {
    return Objects.requireNonNull(intents.get(one.send()));
  }

  private void insert(WorkspaceId workspace, Alike alike, List<Made> made, Map<SendId, Intent> intents, Instant now) {
    var some = made.stream().map(one -> intent(intents, one)).toList();
    database.sql().sql("""
        with t as (
          select * from unnest(:ids::uuid[], :keys, :identities::uuid[], :wordIds::uuid[], :words, %s)
            as t (id, key, identity, words_id, words, %s)
        ), kept as (%s)
        insert into outreach.send (workspace_id, planned_at, source, source_id, step, name, class, channels, products,
          unless_ordered_since, held_out, id, key, identity_id, words_id, words, state, reason, detail, due_at, went_at,
          settled_at, channel, reached_id, connection_id, free, cost)
        select :workspace, :now::timestamptz, :source, :sourceId, :step, :name, :class, :carriers::text[],
          :products::text[], :since::timestamptz, :out, id, key, identity, words_id, words::jsonb, state, reason,
          detail, until, case when verdict = 'send' then :now::timestamptz end,
          case when state in ('sent', 'skipped', 'failed') then :now::timestamptz end,
          channel, reached, connection, free, cost
        from t
        """.formatted(DecisionStore.ARRAYS, DecisionStore.COLUMNS, DecisionStore.KEPT))
        .params(DecisionStore.columns(made))
        .param("workspace", workspace.value())
        .param("now", now.toString())
        .param("keys", texts(some, Intent::key))
        .param("identities", texts(some, one -> one.identity().toString()))
        .param("wordIds", texts(some, one -> one.words() instanceof Words.Shared(var id)
            ? id.value().toString() : null))
        .param("words", texts(some, one -> one.words() instanceof Words.Own own ? sends.text(own) : null))
        .param("source", alike.source.kind().word())
        .param("sourceId", alike.source.id())
        .param("step", alike.source.step())
        .param("name", alike.source.name())
        .param("class", alike.klass.word())
        .param("carriers", literal(alike.channels))
        .param("products", literal(alike.products))
        .param("since", text(alike.since), Types.VARCHAR)
        .param("out", alike.heldOut)
        .update();
  }
}
