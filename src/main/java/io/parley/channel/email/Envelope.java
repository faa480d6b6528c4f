package io.parley.channel.email;

import io.parley.channel.Content;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One mail as it is to be sent, kept with the outgoing: whom it goes to, and where it stands in its thread.
///
/// @param messageId with its angle brackets: the outgoing's id at the sender's domain, so that a bounce names it
/// @param inReplyTo the mail this answers; null if it answers none
/// @param references the mails before it, oldest first
record Envelope(String to, String messageId, String subject, @Nullable String inReplyTo, List<String> references,
    Instant at, Content content) {
  static final int MOST_REFERENCES = 30;

  Envelope {
    references = List.copyOf(references);
  }

  /// The subject of an answer: one `Re:`, whatever stood before.
  static String answering(String subject) {
    var bare = subject.strip();
    for (var cut = bare.replaceFirst("(?i)^(re|回覆|回复|答复|aw|sv|fw|fwd|轉寄)\\s*[:：]\\s*", ""); !cut.equals(bare);) {
      bare = cut;
      cut = bare.replaceFirst("(?i)^(re|回覆|回复|答复|aw|sv|fw|fwd|轉寄)\\s*[:：]\\s*", "");
    }
    return "Re: " + bare;
  }
}
