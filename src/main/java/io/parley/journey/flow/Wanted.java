package io.parley.journey.flow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as the merchant wrote it. `kind` is marketing or service; `channels` those that may carry it, the first
/// that reaches her, or the best one if none is named. `texts` are by channel, `any` for those that have none of their
/// own. `afterOrders` lets it be sent only as long as she has not bought.
public record Wanted(Kind kind, List<String> channels, Map<String, Words> texts, Show show, boolean afterOrders) {
  public static final String ANY = "any";

  public enum Kind {
    MARKETING, SERVICE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Which products it shows.
  public enum Show {
    NONE, CART, KEPT;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What is said. `link` is where the button leads.
  public record Words(@Nullable String title, String text, @Nullable String button, @Nullable String link) {}

  public Wanted {
    channels = List.copyOf(channels);
    texts = Map.copyOf(texts);
  }

  /// What is said on a channel.
  public @Nullable Words on(String channel) {
    var own = texts.get(channel);
    return own == null ? texts.get(ANY) : own;
  }
}
