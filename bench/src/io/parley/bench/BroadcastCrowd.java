package io.parley.bench;

import java.sql.Connection;
import java.util.UUID;

/// Friends of a shop's LINE account: three of ten were on its site before, three of a hundred said no to offers, two of a
/// hundred block the account, a fifth have ordered, and a few wear the tag `some`.
final class BroadcastCrowd {
  private final Connection database;
  private final String connection;

  BroadcastCrowd(Connection database, String connection) {
    this.database = database;
    this.connection = connection;
  }

  void make(int people, int some) {
    Fold.run(database, """
        set session_replication_role = replica;
        with c as (
          insert into customer.customer (id, workspace_id, name, first_seen_at, last_seen_at, created_at, kinds, orders)
          select uuidv7(), 1, 'P' || n, now(), now(), now(),
            case when n %% 10 < 3 then '{line,visitor}' else '{line}' end::text[], (n %% 5 = 0)::int
          from generate_series(1, %1$d) n returning id, name)
        insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
        select uuidv7(), 1, 'line', '%2$s:U' || lpad(substr(name, 2), 32, '0'), id, id, now(), 'seen', now()
        from c order by id;
        insert into customer.identity (id, workspace_id, kind, value, customer_id, home, met_at, evidence, linked_at)
        select uuidv7(), 1, 'visitor', 'v' || substr(name, 2), id, id, now(), 'seen', now()
        from customer.customer where 'visitor' = any (kinds) order by id;
        insert into channel.contact (connection_id, address, workspace_id, blocked, relation_at)
        select '%2$s', 'U' || lpad(n::text, 32, '0'), 1, n %% 50 = 7, now() from generate_series(1, %1$d) n;
        insert into customer.consent (workspace_id, identity_id, purpose, channel, granted, wording, source, at)
        select 1, i.id, 'marketing', 'any', substr(c.name, 2)::int %% 100 >= 3, '優惠', 'page', now()
        from customer.customer c join customer.identity i on i.customer_id = c.id and i.kind = 'line'
        where substr(c.name, 2)::int %% 100 < 10;
        insert into customer.tag (id, workspace_id, name, created_at)
        values ('00000000-0000-7000-8000-00000000000a', 1, 'some', now());
        insert into customer.customer_tag (workspace_id, identity_id, tag_id, source, since)
        select 1, i.id, '00000000-0000-7000-8000-00000000000a', 'member', now()
        from customer.customer c join customer.identity i on i.customer_id = c.id and i.kind = 'line'
        where substr(c.name, 2)::int <= %3$d;
        insert into outreach.setting (workspace_id, value) values (1, '{"quietFrom": "12:00", "quietTo": "12:00",
          "perDay": 20, "reserve": 0, "prices": {}, "boughtDays": 30, "holdoutPercent": 0, "askFirst": []}');
        set session_replication_role = origin
        """.formatted(people, connection, some));
    Fold.run(database, "vacuum analyze customer.customer, customer.identity, customer.customer_tag, customer.consent, "
        + "channel.contact");
  }

  /// Everybody has been decided about and waits in parcels, which are due in an hour.
  void parcels(int together) {
    var source = UUID.randomUUID();
    Fold.run(database, """
        create temp table parcelled as
        select uuidv7() as id, i.id as identity, split_part(i.value, ':', 2) as address,
          (row_number() over (order by i.id) - 1) / %1$d as parcel
        from customer.identity i where i.kind = 'line' order by i.id;
        insert into outreach.send (id, workspace_id, source, source_id, step, name, key, identity_id, class, channels,
          products, held_out, words_id, words, state, planned_at, due_at, went_at, channel, reached_id, connection_id, free,
          cost)
        select p.id, 1, 'broadcast', '%2$s', '', '大家好', p.identity::text, p.identity, 'marketing', '{line}', '{}', false,
          (select min(id::text)::uuid from outreach.words), null, 'sending', now(), null, now(), 'line', p.identity,
          '%3$s', false, 0
        from parcelled p order by p.id;
        insert into channel.parcel (id, workspace_id, connection_id, ids, addresses, contacts, payload, due_at)
        select uuidv7(), 1, '%3$s', array_agg(id order by id), array_agg(address order by id), count(*),
          '{"kind": "text", "text": "大家好"}', now() + interval '1 hour'
        from parcelled group by parcel order by parcel;
        drop table parcelled
        """.formatted(together, source, connection));
    Fold.run(database, "vacuum analyze outreach.send, channel.parcel");
    Fold.run(database, "checkpoint");
  }
}
