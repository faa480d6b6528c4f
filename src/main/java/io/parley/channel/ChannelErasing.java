package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Erasing;
import java.util.List;
import org.springframework.stereotype.Component;

/// What came from her and went to her at providers: the raw webhooks, too. Her name at a channel is
/// `line:<connection>:<address>`, by mail it is `email:<address>`.
@Component
class ChannelErasing implements Erasing {
  private static final String HERS = """
      (t.connection_id::text || ':' || t.address = any (:values)
        or t.address like '%@%' and t.address = any (:values))""";

  private final Database database;

  ChannelErasing(Database database) {
    this.database = database;
  }

  @Override
  public int rank() {
    return 60;
  }

  @Override
  public List<Rows> rows() {
    return List.of(
        Rows.shown("channel.incoming", HERS),
        Rows.shown("channel.outgoing", HERS),
        Rows.hidden("channel.mail", HERS),
        Rows.shown("channel.contact", HERS));
  }

  /// A parcel that was not tried yet goes without her. One that was tried must stay as the provider saw it, and forgets
  /// everybody when it is settled, within a day.
  @Override
  public long before(Subject subject) {
    return database.sql().sql("""
        update channel.parcel p set
          ids = array(select i from unnest(p.ids, p.addresses) t (i, a)
            where p.connection_id::text || ':' || a <> all (:values)),
          addresses = array(select a from unnest(p.addresses) a
            where p.connection_id::text || ':' || a <> all (:values))
        where p.workspace_id = :workspace and p.request is null and p.state in ('planned', 'held')
          and exists (select from unnest(p.addresses) a where p.connection_id::text || ':' || a = any (:values))
        """)
        .param("workspace", subject.workspace().value())
        .param("values", subject.values().toArray(String[]::new))
        .update();
  }
}
