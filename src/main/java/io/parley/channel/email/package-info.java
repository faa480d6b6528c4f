/// E-mail: SMTP out, IMAP in. What mail servers do and how it is met stands in `docs/channels/email.md`.
@NullMarked
package io.parley.channel.email;

import org.jspecify.annotations.NullMarked;
