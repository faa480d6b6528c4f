package io.parley.journey;

import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Trigger;
import io.parley.timeline.Fact;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A code of a coupon, as events tell of it.
///
/// @param values what messages may say of it
record HeldCode(String coupon, String text, @Nullable Instant endsAt, Map<String, String> values) {
  static Optional<HeldCode> of(JsonNode event, ZoneId zone) {
    var coupon = event.path("coupon_id").asString("");
    var text = event.path("code").asString("");
    if (coupon.isEmpty() || text.isEmpty() || text.length() > 100) {
      return Optional.empty();
    }
    var ends = instant(event.path("expires_at").asString(""));
    var values = new TreeMap<>(Map.of("coupon.code", text, "coupon.name", event.path("coupon_name").asString("")));
    if (ends != null) {
      var day = ends.atZone(zone).toLocalDate();
      values.put("coupon.until", day.getMonthValue() + "/" + day.getDayOfMonth());
    }
    return Optional.of(new HeldCode(coupon, text, ends, values));
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException broken) {
      return null;
    }
  }

  String key() {
    return "coupon:" + text;
  }

  boolean fits(Live.Door door) {
    var wanted = ((Trigger.CouponEnds) door.flow().trigger()).coupon();
    return wanted == null || wanted.toString().equals(coupon);
  }

  /// So many days before it ends; at once if it ends sooner.
  Instant due(Live.Door door, Instant issued) {
    var days = Duration.ofDays(((Trigger.CouponEnds) door.flow().trigger()).days());
    var due = endsAt == null ? issued : endsAt.minus(days);
    return due.isBefore(issued) ? issued : due;
  }

  Keepsake kept(Fact fact) {
    return new Keepsake(fact.at(), fact.position(), null, null, List.of(), values);
  }
}
