package io.parley.integration;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifiers;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.Optional;

/// Rows of comma-separated text (RFC 4180, and other separators): cells may be quoted and then hold newlines.
final class CsvRows implements Rows {
  private static final int BUFFER_CHARACTERS = 1024 * 1024;
  private static final int RECORD_CHARACTERS = 512 * 1024;

  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> records;
  private boolean ended;

  CsvRows(Reader text, char delimiter) {
    reader = CsvReader.builder()
        .fieldSeparator(delimiter)
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(true)
        .maxBufferSize(BUFFER_CHARACTERS)
        .build(CsvRecordHandler.builder().fieldModifier(FieldModifiers.TRIM)
            .maxFields(MOST_COLUMNS).maxFieldSize(LONGEST_CELL).maxRecordSize(RECORD_CHARACTERS).build(), text);
    records = reader.iterator();
  }

  @Override
  public Optional<Row> next() {
    try {
      if (ended || !records.hasNext()) {
        return Optional.empty();
      }
      var found = records.next();
      return Optional.of(new Row((int) found.getStartingLineNumber(), found.getFields()));
    } catch (CsvParseException broken) {
      ended = true;
      throw wide(broken)
          ? new Unreadable("too_many_columns", "最多 200 欄", "A file may have up to 200 columns")
          : new Unreadable("broken_row", "有一列讀不完：多半是引號沒有關上，或一格超過 20,000 字",
              "A row does not end: most often a quote that is not closed, or a cell over 20,000 characters");
    } catch (UncheckedIOException failure) {
      if (failure.getCause() instanceof CharacterCodingException) {
        throw new Unreadable("charset", "內容不是選的文字編碼，請換一種編碼再看預覽",
            "The content is not in the chosen characters. Choose others and look at the preview");
      }
      throw failure;
    }
  }

  private static boolean wide(CsvParseException broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("fields")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
