package io.parley.integration;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/// Which character separates the cells: the one that cuts the first rows into most cells, and all alike.
final class Delimiters {
  private static final List<Character> CANDIDATES = List.of(',', '\t', ';', '|');
  private static final int HEAD_CHARACTERS = 16_384;

  private Delimiters() {}

  static String find(Supplier<InputStream> file, Writing writing) {
    var head = new char[HEAD_CHARACTERS];
    var length = 0;
    try (var reader = writing.reader(file.get())) {
      for (var read = reader.read(head); read > 0; read = reader.read(head, length, head.length - length)) {
        length += read;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    var text = new String(head, 0, length);
    var best = ',';
    var most = 0;
    for (var candidate : CANDIDATES) {
      var score = score(text, candidate);
      if (score > most) {
        most = score;
        best = candidate;
      }
    }
    return String.valueOf(best);
  }

  /// Cells of the title row, doubled if the row after it has as many.
  private static int score(String text, char delimiter) {
    try (var rows = new CsvRows(new StringReader(text), delimiter)) {
      var columns = rows.next().map(row -> row.cells().size()).orElse(0);
      if (columns < 2) {
        return 0;
      }
      return rows.next().filter(row -> row.cells().size() == columns).isPresent() ? columns * 2 : columns;
    } catch (Unreadable notThis) {
      return 0;
    }
  }
}
