package io.parley.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rows of a file, one after the other, whatever its format. The first one names the columns.
interface Rows extends AutoCloseable {
  int MOST_COLUMNS = 200;
  int LONGEST_CELL = 20_000;

  /// The next row, its line in the file with it; empty at the end.
  Optional<Row> next();

  @Override
  void close();

  /// `line` counts from 1 as a text editor does; the title line is 1 as a rule.
  record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }

    boolean blank() {
      return cells.stream().allMatch(String::isBlank);
    }
  }

  /// How the bytes of a file are to be read. `delimiter` is one character; both are null for XML.
  record Reading(@Nullable String format, @Nullable Writing charset, @Nullable String delimiter) {
    static final String CSV = "csv";
    static final String XML = "xml";

    boolean xml() {
      return XML.equals(format);
    }

    /// Finds out by looking into the file.
    static Reading of(Supplier<InputStream> file) {
      if (Writing.isXml(Writing.head(file))) {
        return new Reading(XML, null, null);
      }
      var writing = Writing.of(file);
      return new Reading(CSV, writing, Delimiters.find(file, writing));
    }

    Rows open(InputStream file) {
      if (xml()) {
        return new FeedRows(file);
      }
      try {
        return new CsvRows((charset == null ? Writing.UTF_8 : charset).reader(file),
            delimiter == null || delimiter.length() != 1 ? ',' : delimiter.charAt(0));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
