/// Entries: how people become friends of the shop's LINE account, and what they are greeted with.
///
/// **Words.** An *entry* is a poster's QR code, an advertisement, a link: whoever comes by it opens the chat with its
/// words written already, and sends them. The *plain* entry is for whoever adds the account in no known way.
/// **Doors.** `Entries`; people by `EntryApi`.
/// **Tables.** `conversation.entry`, `conversation.entry_use`.
/// **Facts.** Vouched calls *Friend Added* and *Entry Used*, so that rules, segments and journeys may go on from there.
/// **Always true.** LINE does not say whence a friend came, the words she sends do. Who added the account a moment
/// before she sent them is this entry's friend, no longer the plain one's: a new friend counts once.
@NamedInterface("entry")
@NullMarked
package io.parley.conversation.entry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
