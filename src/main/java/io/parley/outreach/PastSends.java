package io.parley.outreach;

import static io.parley.outreach.SendStore.texts;

import io.parley.customer.IdentityId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sends that were made elsewhere, or before anybody looked: they are kept as they were told and asked of no guard.
@Component
public final class PastSends {
  private final SendStore sends;
  private final LinkRows links;
  private final Database database;

  /// One message that went to somebody, or did not: `skipped` is why, as the guard would have said it. `key` is what it
  /// is unique by under its source.
  public record Past(String key, IdentityId identity, Instant at, @Nullable String skipped) {
    public static final String HELD_OUT = "holdout";
  }

  PastSends(SendStore sends, LinkRows links, Database database) {
    this.sends = sends;
    this.links = links;
    this.database = database;
  }

  /// The same again changes nothing. `cost` is that of one.
  public void tell(WorkspaceId workspace, Source source, String channel, BigDecimal cost, Words.Own words,
      List<Past> past) {
    database.tenant(workspace, () -> {
      var shared = sends.share(workspace, words);
      database.sql().sql("""
          insert into outreach.send (workspace_id, id, source, source_id, step, name, key, identity_id, class,
            channels, products, held_out, words_id, words, state, reason, planned_at, due_at, went_at, settled_at,
            channel, reached_id, free, cost)
          select :workspace, t.id, :source, :sourceId, :step, :name, t.key, t.identity, 'marketing',
            '{}', '{}', t.why = 'holdout', :words, null, case when t.why <> '' then 'skipped' else 'sent' end,
            nullif(t.why, ''), t.at, null, case when t.why = '' then t.at end, t.at,
            case when t.why = '' then :channel end, case when t.why = '' then t.identity end, false,
            case when t.why = '' then :cost end
          from unnest(:ids::uuid[], :keys, :identities::uuid[], :times::timestamptz[], :whys)
            t (id, key, identity, at, why)
          on conflict (workspace_id, source, source_id, key) do nothing
          """)
          .param("workspace", workspace.value())
          .param("source", source.kind().word())
          .param("sourceId", source.id())
          .param("step", source.step())
          .param("name", source.name())
          .param("words", shared.value())
          .param("channel", channel)
          .param("cost", cost)
          .param("ids", texts(past, one -> Ids.next().toString()))
          .param("identities", texts(past, one -> one.identity().toString()))
          .param("times", texts(past, one -> one.at().toString()))
          .param("keys", texts(past, Past::key))
          .param("whys", texts(past, one -> one.skipped() == null ? "" : one.skipped()))
          .update();
    });
  }

  /// Who followed an address of it, and when.
  public void clicked(WorkspaceId workspace, Source source, String url, Map<IdentityId, Instant> clicks) {
    database.tenant(workspace, () -> {
      var id = links.ensure(workspace, source, List.of(url)).get(url);
      if (id != null) {
        links.clicked(new LinkRows.Link(id, workspace, source, url), clicks);
      }
    });
  }
}
