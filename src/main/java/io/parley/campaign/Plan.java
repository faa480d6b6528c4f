package io.parley.campaign;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a merchant wrote down of a broadcast.
///
/// @param condition who: the JSON of a condition; null for everybody
/// @param missed instead, those of an earlier broadcast who did not get it
/// @param channels that may carry it, the first that can does; empty for the best of each person's
/// @param weights of the variants
/// @param holdout the share that gets nothing
/// @param days within how many what somebody buys counts
/// @param perMinute how many go out a minute at most; null for as fast as the channel takes them
record Plan(
    @Nullable JsonNode condition, @Nullable UUID missed, List<String> channels, List<Variant> variants,
    List<Double> weights, double holdout, int days, Links links, @Nullable Integer perMinute, boolean bestHour) {
  static final int MOST_VARIANTS = 2;
  static final int USUAL_DAYS = 5;

  /// How links in it are followed: each person her own, so that it is known who clicked; one for all, so that all texts
  /// are equal and go out together; or not at all.
  enum Links { PERSONAL, SHARED, PLAIN }

  /// What an older version did not write down yet is as usual.
  Plan {
    condition = condition == null || condition.isNull() ? null : condition;
    channels = channels == null ? List.of() : List.copyOf(channels);
    variants = variants == null ? List.of(Variant.EMPTY) : List.copyOf(variants);
    weights = weights == null ? List.of(1.0) : List.copyOf(weights);
    links = links == null ? Links.PERSONAL : links;
    days = days == 0 ? USUAL_DAYS : days;
  }

  /// What one arm gets.
  ///
  /// @param subject of the mail; null for the beginning of the text
  /// @param button null for none
  /// @param products shown as cards instead of a text; and not promoted to who has bought them
  record Variant(String text, @Nullable String subject, @Nullable PressButton button, List<String> products) {
    static final Variant EMPTY = new Variant("", null, null, List.of());

    Variant {
      products = List.copyOf(products);
    }
  }

  record PressButton(String label, String url) {}
}
