package io.parley.outreach;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The time zone somebody lives in: what was told of her, else the country of her phone where it has one zone only.
final class Zones {
  private static final Map<String, String> BY_PREFIX = Map.of("886", "Asia/Taipei", "852", "Asia/Hong_Kong",
      "853", "Asia/Macau", "86", "Asia/Shanghai", "81", "Asia/Tokyo", "82", "Asia/Seoul", "65", "Asia/Singapore",
      "60", "Asia/Kuala_Lumpur", "66", "Asia/Bangkok");

  private Zones() {}

  static Optional<ZoneId> of(@Nullable String told, @Nullable String phone) {
    return named(told).or(() -> called(phone));
  }

  private static Optional<ZoneId> named(@Nullable String told) {
    try {
      return Optional.ofNullable(told).map(String::strip).filter(text -> !text.isEmpty()).map(ZoneId::of);
    } catch (DateTimeException notAZone) {
      return Optional.empty();
    }
  }

  private static Optional<ZoneId> called(@Nullable String phone) {
    var digits = phone == null ? "" : phone.strip();
    if (!digits.startsWith("+")) {
      return Optional.empty();
    }
    var number = digits.replaceAll("\\D", "");
    return BY_PREFIX.entrySet().stream().filter(one -> number.startsWith(one.getKey())).findFirst()
        .map(one -> ZoneId.of(one.getValue()));
  }
}
