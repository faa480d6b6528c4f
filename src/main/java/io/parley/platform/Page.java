package io.parley.platform;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list, and the cursor that asks for the next; null at the end.
public record Page<T>(List<T> items, @Nullable String next) {

  public static <T> Page<T> all(List<T> items) {
    return new Page<>(items, null);
  }

  /// Cuts a list read with `limit + 1` rows: the extra row only tells that there is more.
  public static <T> Page<T> cut(List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    return new Page<>(rows.subList(0, limit), cursor.apply(rows.get(limit - 1)));
  }
}
