package io.parley.customer;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows as columns, the form in which `unnest` takes many at once. Times travel as microseconds since 1970.
final class Columns {
  private Columns() {}

  static <T> @Nullable String[] texts(Collection<T> rows, Function<T, @Nullable String> column) {
    return rows.stream().map(column).toArray(String[]::new);
  }

  static <T> Long[] micros(Collection<T> rows, Function<T, Instant> column) {
    return rows.stream().map(row -> micros(column.apply(row))).toArray(Long[]::new);
  }

  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
