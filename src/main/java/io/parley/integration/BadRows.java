package io.parley.integration;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.parley.platform.Database;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// The rows that could not be taken, and those of which a value is left out, as a file to mend and bring again: the
/// same columns, with the line and the reason behind them. UTF-8 with a mark, so that Excel reads it.
@Component
class BadRows {
  private static final int ROWS_A_READ = 500;
  /// What a spreadsheet would run (OWASP, "CSV Injection"); plain numbers with a sign are none.
  private static final Pattern RUNS = Pattern.compile("(?s)[=+\\-@\\t\\r].*");
  private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,\\s-]+");

  private final ImportStore imports;
  private final ImportRowStore rows;
  private final Database database;

  BadRows(ImportStore imports, ImportRowStore rows, Database database) {
    this.imports = imports;
    this.rows = rows;
    this.database = database;
  }

  void write(Import of, boolean english, OutputStream out) {
    var headings = database.tenant(of.workspace(), () -> imports.headings(of));
    try (var text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      text.write('\uFEFF');
      try (var csv = CsvWriter.builder().build(text)) {
        csv.writeRecord(row(headings, headings.size(), english ? "Line" : "列", english ? "Reason" : "原因"));
        for (var some = read(of, 0); !some.isEmpty(); some = read(of, some.getLast().line())) {
          for (var bad : some) {
            csv.writeRecord(row(bad.cells(), headings.size(), Integer.toString(bad.line()),
                english ? bad.reason().en() : bad.reason().zh()));
          }
        }
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private List<ImportRowStore.Bad> read(Import of, int after) {
    return database.tenant(of.workspace(), () -> rows.bad(of, after, ROWS_A_READ));
  }

  private static List<String> row(List<String> cells, int width, String line, String reason) {
    var row = new ArrayList<String>();
    for (var place = 0; place < Math.max(width, cells.size()); place++) {
      row.add(safe(place < cells.size() ? cells.get(place) : ""));
    }
    row.add(line);
    row.add(safe(reason));
    return row;
  }

  static String safe(String cell) {
    return RUNS.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }
}
