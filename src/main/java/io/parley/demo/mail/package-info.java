/// Mail servers and mailboxes, simulated: SMTP as RFC 5321 has it, IMAP by GreenMail, and the mail clients of the
/// demo's people.
@NullMarked
package io.parley.demo.mail;

import org.jspecify.annotations.NullMarked;
