package io.parley.customer;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// The ledger of consents.
@Component
class ConsentStore {
  private static final int MOST_SHOWN = 200;
  private static final String COLUMNS = "c.purpose, c.channel, c.granted, c.wording, c.source, c.by_member, c.at";

  private final Database database;

  ConsentStore(Database database) {
    this.database = database;
  }

  void add(WorkspaceId workspace, IdentityId identity, Consent consent) {
    database.tenant(workspace, () -> database.sql().sql("""
        insert into customer.consent
          (workspace_id, identity_id, purpose, channel, granted, wording, source, by_member, at)
        values (:workspace, :identity, :purpose, :channel, :granted, :wording, :source, :by::uuid, :at)
        """)
        .param("workspace", workspace.value())
        .param("identity", identity.value())
        .param("purpose", consent.purpose().name())
        .param("channel", consent.channel().name())
        .param("granted", consent.granted())
        .param("wording", consent.wording())
        .param("source", consent.source())
        .param("by", consent.by() == null ? null : consent.by().toString())
        .param("at", Columns.time(consent.at()))
        .update());
  }

  List<Consent> standing(WorkspaceId workspace, CustomerId customer) {
    var latest = "select distinct on (c.purpose, c.channel) " + COLUMNS;
    return database.tenant(workspace, () -> database.sql().sql(latest + """
         from customer.consent c join customer.identity i on i.id = c.identity_id
        where c.workspace_id = :workspace and i.workspace_id = :workspace and i.customer_id = :customer
        order by c.purpose, c.channel, c.at desc, c.id desc
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .query((row, n) -> consent(row))
        .list());
  }

  List<Consent> history(WorkspaceId workspace, CustomerId customer) {
    return database.tenant(workspace, () -> database.sql().sql("select " + COLUMNS + """
         from customer.consent c join customer.identity i on i.id = c.identity_id
        where c.workspace_id = :workspace and i.workspace_id = :workspace and i.customer_id = :customer
        order by c.at desc, c.id desc limit :limit
        """)
        .param("workspace", workspace.value())
        .param("customer", customer.value())
        .param("limit", MOST_SHOWN)
        .query((row, n) -> consent(row))
        .list());
  }

  Set<CustomerId> refusing(WorkspaceId workspace, Collection<CustomerId> customers, Consent.Purpose purpose,
      Consent.Channel channel) {
    return new HashSet<>(database.tenant(workspace, () -> database.sql().sql("""
        select distinct customer_id from (
          select distinct on (i.customer_id, c.channel) i.customer_id, c.granted
          from customer.consent c join customer.identity i on i.id = c.identity_id
          where c.workspace_id = :workspace and i.workspace_id = :workspace and c.purpose = :purpose
            and c.channel in (:channel, 'any') and i.customer_id = any (:customers::uuid[])
          order by i.customer_id, c.channel, c.at desc, c.id desc) standing
        where not granted
        """)
        .param("workspace", workspace.value())
        .param("purpose", purpose.name())
        .param("channel", channel.name())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .query((row, n) -> new CustomerId(row.getObject(1, UUID.class)))
        .list()));
  }

  Map<CustomerId, Map<Consent.Channel, Boolean>> words(WorkspaceId workspace, Collection<CustomerId> customers,
      Consent.Purpose purpose) {
    var words = new HashMap<CustomerId, Map<Consent.Channel, Boolean>>();
    database.tenant(workspace, () -> database.sql().sql("""
        select distinct on (i.customer_id, c.channel) i.customer_id, c.channel, c.granted
        from customer.identity i join customer.consent c on c.identity_id = i.id
        where c.workspace_id = :workspace and i.workspace_id = :workspace and c.purpose = :purpose
          and i.customer_id = any (:customers::uuid[])
        order by i.customer_id, c.channel, c.at desc, c.id desc
        """)
        .param("workspace", workspace.value())
        .param("purpose", purpose.name())
        .param("customers", Columns.texts(customers, CustomerId::toString))
        .query(row -> {
          words.computeIfAbsent(new CustomerId(row.getObject(1, UUID.class)),
              _ -> new EnumMap<>(Consent.Channel.class))
              .put(Consent.Channel.valueOf(row.getString(2)), row.getBoolean(3));
        }));
    return words;
  }

  private static Consent consent(ResultSet row) throws SQLException {
    return new Consent(Consent.Purpose.valueOf(row.getString(1)), Consent.Channel.valueOf(row.getString(2)),
        row.getBoolean(3), row.getString(4), row.getString(5), row.getObject(6, UUID.class),
        row.getObject(7, OffsetDateTime.class).toInstant());
  }
}
