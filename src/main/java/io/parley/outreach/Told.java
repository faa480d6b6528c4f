package io.parley.outreach;

import io.parley.channel.ParcelReceipt;
import io.parley.channel.Receipt;
import io.parley.channel.Receipts;
import io.parley.channel.Way;
import io.parley.platform.Database;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Writes on the send what a provider told of its outgoing, in the transaction that writes it there.
@Component
class Told implements Receipts {
  private final Database database;

  Told(Database database) {
    this.database = database;
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
        .param("ids", SendStore.texts(receipt.ids(), id -> id.value().toString()))
        .update();
  }

  @Override
  public void told(Receipt receipt) {
    var state = switch (receipt.state()) {
      case HELD -> "sending";
      case SENT -> "sent";
      case FAILED -> "failed";
      case SKIPPED -> "skipped";
      case UNKNOWN -> "unknown";
    };
    database.sql().sql("""
        update outreach.send set state = :state, detail = :detail,
          reason = case when :state = 'skipped' then 'blocked' else reason end,
          cost = case when :state in ('failed', 'skipped') or :free then 0 else cost end, free = free or :free,
          settled_at = case when :state = 'sending' then null else :at::timestamptz end
        where id = :id and workspace_id = :workspace and state in ('sending', 'sent', 'unknown')
        """)
        .param("state", state)
        .param("detail", receipt.reason())
        .param("free", receipt.way() == Way.REPLY)
        .param("at", receipt.at().toString())
        .param("id", receipt.id().value())
        .param("workspace", receipt.workspace().value())
        .update();
  }
}
