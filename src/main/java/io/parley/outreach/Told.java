package io.parley.outreach;

import static io.parley.outreach.SendStore.texts;

import io.parley.channel.OutgoingId;
import io.parley.channel.ParcelReceipt;
import io.parley.channel.Receipt;
import io.parley.channel.Receipts;
import io.parley.channel.Way;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Preferences;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Writes on the send what a provider told of its outgoing, in the transaction that writes it there.
@Component
class Told implements Receipts {
  private static final String COMPLAINT = "把信標成垃圾信 · Reported a mail as spam";

  private final Database database;
  private final Customers customers;
  private final Preferences preferences;

  Told(Database database, Customers customers, Preferences preferences) {
    this.database = database;
    this.customers = customers;
    this.preferences = preferences;
  }

  /// A no to offers by mail, by whatever mail it was brought about.
  @Override
  public void complained(WorkspaceId workspace, OutgoingId id, String address) {
    database.sql().sql("select identity_id from outreach.send where workspace_id = :workspace and id = :id")
        .param("workspace", workspace.value())
        .param("id", id.value())
        .query((row, n) -> new IdentityId(row.getObject(1, UUID.class)))
        .optional()
        .or(() -> customers.find(workspace, new IdentityKey(Standings.EMAIL, address)))
        .ifPresent(identity -> preferences.complained(workspace, identity, COMPLAINT));
  }

  @Override
  public void told(ParcelReceipt receipt) {
    database.sql().sql("""
        update outreach.send set state = :state, detail = :detail, settled_at = :at::timestamptz,
          cost = case when :state = 'failed' then 0 else cost end
        where workspace_id = :workspace and id = any (:ids::uuid[]) and state in ('sending', 'sent', 'unknown')
        """)
        .param("state", receipt.state().name().toLowerCase(Locale.ROOT))
        .param("detail", receipt.reason(), java.sql.Types.VARCHAR)
        .param("at", receipt.at().toString())
        .param("workspace", receipt.workspace().value())
        .param("ids", texts(receipt.ids(), id -> id.value().toString()))
        .update();
  }

  @Override
  public void told(Receipt receipt) {
    told(List.of(receipt));
  }

  @Override
  public void told(List<Receipt> receipts) {
    database.sql().sql("""
        update outreach.send s set state = t.state, detail = t.detail,
          reason = case when t.state = 'skipped' then 'blocked' else reason end,
          cost = case when t.state in ('failed', 'skipped') or t.free then 0 else cost end, free = s.free or t.free,
          settled_at = case when t.state = 'sending' then null else t.at end
        from unnest(:ids::uuid[], :workspaces::int[], :states, :details, :free::boolean[], :times::timestamptz[])
          t (id, workspace_id, state, detail, free, at)
        where s.id = t.id and s.workspace_id = t.workspace_id and s.state in ('sending', 'sent', 'unknown')
        """)
        .param("ids", texts(receipts, one -> one.id().value().toString()))
        .param("workspaces", texts(receipts, one -> Integer.toString(one.workspace().value())))
        .param("states", texts(receipts, one -> state(one.state())))
        .param("details", texts(receipts, Receipt::reason))
        .param("free", texts(receipts, one -> Boolean.toString(one.way() == Way.REPLY)))
        .param("times", texts(receipts, one -> one.at().toString()))
        .update();
  }

  private static String state(Receipt.State state) {
    return switch (state) {
      case HELD -> "sending";
      case SENT -> "sent";
      case FAILED -> "failed";
      case SKIPPED -> "skipped";
      case UNKNOWN -> "unknown";
    };
  }
}
