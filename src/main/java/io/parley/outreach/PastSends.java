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
import org.springframework.stereotype.Component;

/// Sends that were made elsewhere, or before anybody looked: they are kept as they were told and asked of no guard.
@Component
public final class PastSends {
  private final SendStore sends;
  private final LinkRows links;
  private final Database database;

  /// One message that went to somebody, or did not because she was held out.
  public record Past(IdentityId identity, Instant at, boolean heldOut) {}

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
          select :workspace, t.id, :source, :sourceId, :step, :name, t.identity::text, t.identity, 'marketing',
            '{}', '{}', t.out, :words, null, case when t.out then 'skipped' else 'sent' end,
            case when t.out then 'holdout' end, t.at, null, case when not t.out then t.at end, t.at,
            case when not t.out then :channel end, case when not t.out then t.identity end, false,
            case when not t.out then :cost end
          from unnest(:ids::uuid[], :identities::uuid[], :times::timestamptz[], :outs::boolean[])
            t (id, identity, at, out)
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
          .param("outs", texts(past, one -> Boolean.toString(one.heldOut())))
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
