/// Channel: how messages cross the border to a provider and back.
///
/// **Words.** A *connection* is one account of the merchant at a provider. A *contact* is a person as a connection
/// knows them, by *address* (LINE: the user id). An *incoming* is one event of a provider, an *outgoing* one message to
/// it; the *way* of an outgoing is what it costs: `reply` is free, `push` counts against the monthly quota. A *mail* is
/// one as its server has it; a *mailbox* how far an inbox has been read.
/// **Doors.** `Channels`; `Intake` for adapters that fetch what came; `Inbound` and `Receipts` are declared here and
/// implemented by whoever keeps the conversations, `Simulated` by the demo.
/// **Tables.** `channel.connection`, `channel.contact`, `channel.incoming`, `channel.outgoing`,
/// `channel.parcel` (one message to many contacts in one call), `channel.mail`, `channel.mailbox`.
/// **Always true.** A provider is answered once its events are stored, and each event is handed over once. Nobody waits
/// for a provider inside a transaction. An outgoing is handed to the provider once, or is marked unknown for a person
/// to see; it is repeated only under a key by which the provider recognises the repetition.
@NullMarked
package io.parley.channel;

import org.jspecify.annotations.NullMarked;
