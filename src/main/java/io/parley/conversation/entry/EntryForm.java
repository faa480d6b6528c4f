package io.parley.conversation.entry;

import io.parley.conversation.entry.Entry.Place;
import io.parley.platform.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a merchant writes of an entry, not yet believed. `place` is `qr`, `link` or `ad`; without a greeting none is
/// sent, and a button needs both its parts.
public record EntryForm(@Nullable String name, @Nullable String place, @Nullable String greeting,
    @Nullable String buttonLabel, @Nullable String buttonUrl) {
  static final String PLAIN_NAME = "直接加好友";
  private static final int LONGEST_NAME = 40;
  /// The Messaging API gives the text above a button 160 characters and the button 20 ("Buttons template").
  private static final int LONGEST_ABOVE = 160;
  private static final int LONGEST_LABEL = 20;
  private static final int LONGEST_TEXT = 1_000;
  private static final int LONGEST_URL = 1_000;
  private static final Map<String, Place> PLACES = Map.of("qr", Place.QR, "link", Place.LINK, "ad", Place.AD);

  Entry entry(UUID id, @Nullable String code) {
    var chosen = code == null ? Place.PLAIN : PLACES.get(place == null ? "" : place);
    var called = code == null ? PLAIN_NAME : text(name);
    if (called == null || called.length() > LONGEST_NAME) {
      throw Problem.invalid("name", "入口要有 1 到 40 個字的名字", "An entry has a name of 1 to 40 characters");
    }
    if (chosen == null) {
      throw Problem.invalid("place", "入口是 qr、link 或 ad", "An entry is a qr, a link or an ad");
    }
    var said = text(greeting);
    var button = button();
    if (button != null && said == null) {
      throw Problem.invalid("greeting", "有按鈕就要有問候的話", "A button needs a greeting above it");
    }
    var most = button == null ? LONGEST_TEXT : LONGEST_ABOVE;
    if (said != null && said.length() > most) {
      throw Problem.invalid("greeting", "問候最多 %d 個字".formatted(most),
          "The greeting has at most %d characters".formatted(most));
    }
    return new Entry(id, called, chosen, code, said, button);
  }

  private Entry.@Nullable Button button() {
    var label = text(buttonLabel);
    var url = text(buttonUrl);
    if (label == null && url == null) {
      return null;
    }
    if (label == null || label.length() > LONGEST_LABEL) {
      throw Problem.invalid("button_label", "按鈕要有 1 到 20 個字", "The button's label has 1 to 20 characters");
    }
    if (url == null || url.length() > LONGEST_URL || !address(url)) {
      throw Problem.invalid("button_url", "按鈕要開 https 網址", "The button opens an https address");
    }
    return new Entry.Button(label, url);
  }

  private static boolean address(String url) {
    try {
      var read = new URI(url);
      return "https".equals(read.getScheme()) && read.getHost() != null;
    } catch (URISyntaxException wrong) {
      return false;
    }
  }

  private static @Nullable String text(@Nullable String written) {
    return written == null || written.isBlank() ? null : written.strip();
  }
}
