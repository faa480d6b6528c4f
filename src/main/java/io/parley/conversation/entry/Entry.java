package io.parley.conversation.entry;

import io.parley.channel.Content;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A way by which people come to the shop's account.
///
/// @param code what tells its words from others', null for the plain entry
/// @param greeting null: she is not greeted by Parley
/// @param button under the greeting, null for none
record Entry(UUID id, String name, Place place, @Nullable String code, @Nullable String greeting,
    @Nullable Button button) {

  enum Place {
    QR, LINK, AD, PLAIN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  record Button(String label, String url) {}

  /// What she sends by one tap.
  String words(boolean chinese) {
    return (chinese ? "你好，我從「%s」來 #%s" : "Hi, I come from “%s” #%s").formatted(name, code);
  }

  @Nullable Content content() {
    if (greeting == null) {
      return null;
    }
    return button == null ? Content.Text.of(greeting) : new Content.Button(greeting, button.label, button.url);
  }
}
