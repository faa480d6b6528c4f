package io.parley.audience.condition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The last days, hours or minutes before an instant t: `(t − length, t]` on exact event time. A day has 24 hours. An
/// event exactly as old as the window no longer counts.
public record Window(int amount, Unit unit) {
  public static final Duration LONGEST = Duration.ofDays(731);

  public enum Unit {
    DAY(Duration.ofDays(1)), HOUR(Duration.ofHours(1)), MINUTE(Duration.ofMinutes(1));

    private final Duration length;

    Unit(Duration length) {
      this.length = length;
    }

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Window {
    if (amount < 1 || unit.length.multipliedBy(amount).compareTo(LONGEST) > 0) {
      throw new Unfit("期間至少 1，最長兩年", "A window is at least 1 %s and at most two years".formatted(unit.word()));
    }
  }

  public static Window days(int days) {
    return new Window(days, Unit.DAY);
  }

  @JsonIgnore
  public Duration length() {
    return unit.length.multipliedBy(amount);
  }

  static boolean open(@Nullable Window window, Instant at, Instant asOf) {
    return window == null || at.isAfter(asOf.minus(window.length()));
  }

  /// When something at this instant leaves the window; null if it never does.
  static @Nullable Instant leaves(@Nullable Window window, Instant at) {
    return window == null ? null : at.plus(window.length());
  }
}
