package io.parley.channel;

import org.springframework.stereotype.Component;

/// The stores of this module, which most of its parts need together.
@Component
record Stores(ConnectionStore connections, ContactStore contacts, IncomingStore events, OutgoingStore outgoings) {}
