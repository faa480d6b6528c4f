package io.parley.channel;

import io.parley.platform.Database;
import io.parley.platform.Startup;
import org.springframework.stereotype.Component;

/// The stores of this module, which most of its parts need together.
@Component
record Stores(ConnectionStore connections, ContactStore contacts, IncomingStore events, OutgoingStore outgoings) {

  /// Ends the claims of the dead, where nobody else can have made one. Those of several nodes end by themselves.
  @Component
  static class Claims {
    Claims(Database database, Startup startup) {
      if (startup.alone()) {
        database.engine(() -> database.sql().sql("""
            with outgoing as (
              update channel.outgoing set claimed_until = now() where state = 'sending' and claimed_until > now()),
            parcel as (
              update channel.parcel set claimed_until = now() where state = 'sending' and claimed_until > now())
            update channel.incoming set claimed_until = now() where state = 'waiting' and claimed_until > now()
              /* any workspace: what dead nodes had in hand */
            """).update());
      }
    }
  }
}
