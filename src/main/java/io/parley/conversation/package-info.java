/// Conversation: the inbox.
///
/// **Words.** A *conversation* is the one thread with a person (an identity) on a channel; it closes and reopens. A
/// *message* is a line of it: *in*, *out*, a *note* among staff, or a *fact* that happened. *Marks* tell how far each
/// side has read. The *assignee* is the member whose a conversation is to see to; it is *handed* over with what is to
/// be done. A *visitor* is a browser on the merchant's site that proves itself by a secret of its own.
/// **Doors.** `Conversations`, `Links`, `Composer`, `Automation` (lines that nobody typed); `Shelf` is declared here
/// and implemented by whoever knows the catalogue. Implements `Inbound` and `Receipts` of channel.
/// **Tables.** `conversation.conversation`, `conversation.message`, `conversation.visitor_key`,
/// `conversation.link_code`, `conversation.link_attempt`, `conversation.link_nonce`.
/// **Facts.** Tells `message`, `conversation` and `link`.
/// **Always true.** What was acknowledged is committed, once, whatever was sent twice. Lines of a conversation count
/// from 1 without gaps. No conversation exists before the person has written or added us. Wherever conversations are
/// locked together, it is in the order of their ids.
@NullMarked
package io.parley.conversation;

import org.jspecify.annotations.NullMarked;
