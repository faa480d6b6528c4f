package io.parley.integration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The check of one import while it goes on: where in the file it is. It lives in memory alone; after a crash the check
/// begins anew, which costs seconds and no fact.
final class Checking implements AutoCloseable {
  static final int MOST_ROWS = 1_000_000;

  private final Mapping mapping;
  private final Rows rows;
  private final RowReader reader;
  private final Amiss amiss;
  private final Instant asOf;
  private int checked;

  /// `asOf` is when rows count as said that do not say it themselves.
  Checking(Mapping mapping, Rows rows, RowReader reader, Amiss amiss, Instant asOf) {
    this.mapping = mapping;
    this.rows = rows;
    this.reader = reader;
    this.amiss = amiss;
    this.asOf = asOf;
    rows.next();
  }

  boolean stillOf(Import of) {
    return mapping.equals(of.mapping()) && checked == of.counts().rows();
  }

  int checked() {
    return checked;
  }

  /// The next rows, none at the end.
  List<ImportRowStore.Checked> next(int limit) {
    var some = new ArrayList<ImportRowStore.Checked>();
    while (some.size() < limit) {
      var row = rows.next();
      if (row.isEmpty()) {
        break;
      }
      if (!row.get().blank()) {
        some.add(read(row.get()));
      }
    }
    checked += some.size();
    if (checked > MOST_ROWS) {
      throw new Unreadable("too_many_rows", "一份檔案最多 1,000,000 列", "A file may have up to 1,000,000 rows");
    }
    return some;
  }

  private ImportRowStore.Checked read(Rows.Row row) {
    try {
      var said = reader.read(row);
      var changedAt = reader.changedAt(row).orElse(null);
      return new ImportRowStore.Checked(row.line(), said, at(said).orElse(null), changedAt, row.cells(), null,
          amiss.of(said, changedAt == null ? asOf : changedAt).orElse(null));
    } catch (RowReader.Bad bad) {
      return new ImportRowStore.Checked(row.line(), null, null, null, row.cells(), bad.why(), null);
    }
  }

  private static Optional<Instant> at(Line said) {
    return switch (said) {
      case Line.OfOrder order -> Optional.of(order.at());
      case Line.OfCustomer customer -> Optional.ofNullable(customer.joinedAt());
      case Line.OfTag tag -> Optional.ofNullable(tag.since());
      case Line.OfProduct _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    rows.close();
  }
}
