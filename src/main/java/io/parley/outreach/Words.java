package io.parley.outreach;

import io.parley.channel.Content;
import java.util.Map;

/// What a send says: its own words, or some that it shares with others, as a broadcast without variables does.
public sealed interface Words {
  /// The channel of words that fit any other.
  String ANY = "any";

  /// @param byChannel `line`, `web`, `email` … → what it says there; `any` where nothing else is said
  record Own(Map<String, Content> byChannel) implements Words {
    public Own {
      byChannel = Map.copyOf(byChannel);
      if (byChannel.isEmpty()) {
        throw new IllegalArgumentException("A send says something");
      }
    }
  }

  /// Written down before, by `Outreach.words`.
  record Shared(WordsId id) implements Words {}

  static Words of(Content anywhere) {
    return new Own(Map.of(ANY, anywhere));
  }

  static Words of(Map<String, Content> byChannel) {
    return new Own(byChannel);
  }
}
