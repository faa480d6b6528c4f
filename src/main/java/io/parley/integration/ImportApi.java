package io.parley.integration;

import io.parley.integration.Rows.Reading;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/// Imports, step by step: bring a file, look at it, say what its columns mean, check, run.
@RestController
@RequestMapping("/api/v1/imports")
class ImportApi {
  private static final int MOST_LISTED = 100;
  private static final List<String> WRITINGS = List.of("UTF_8", "UTF_16LE", "UTF_16BE", "BIG5", "GB18030");

  private final Imports imports;
  private final BadRows badRows;

  record ImportView(
      ImportId id, String name, String state, @Nullable String kind, @Nullable String channel, boolean unattended,
      Import.Counts counts, Import.@Nullable Result result, @Nullable String problem, Instant createdAt,
      @Nullable Instant endedAt) {}

  record ColumnView(int place, @Nullable String field, @Nullable String attribute) {}

  /// `channel` where orders were placed; `dateOrder` is `month_first` or `day_first`.
  record MappingView(
      @Nullable String kind, @Nullable String channel, @Nullable String currency, @Nullable String dateOrder,
      boolean verified, @Nullable List<ColumnView> columns) {}

  record PreviewView(
      String format, @Nullable String charset, @Nullable String delimiter, @Nullable String preset,
      List<String> headings, List<List<String>> rows, MappingView guess) {}

  record CheckForm(@Nullable String charset, @Nullable String delimiter, @Nullable MappingView mapping) {}

  ImportApi(Imports imports, BadRows badRows) {
    this.imports = imports;
    this.badRows = badRows;
  }

  @GetMapping
  Page<ImportView> all(Access access, Locale locale) {
    return Page.all(imports.latest(access.workspace(), MOST_LISTED).stream().map(one -> view(one, locale)).toList());
  }

  /// The body is the file's bytes as they are. `written` is when the file was last written: what it says counts as said
  /// then, unless its rows say when they changed.
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ImportView bring(Access access, @RequestParam(defaultValue = "") String name,
      @RequestParam(required = false) @Nullable Instant written, HttpServletRequest request, Locale locale)
      throws IOException {
    return view(imports.take(access.workspace(), new Imports.Brought(name, written, false), request.getInputStream()),
        locale);
  }

  @GetMapping("/{id}")
  ImportView get(Access access, @PathVariable UUID id, Locale locale) {
    return view(imports.get(access.workspace(), new ImportId(id)), locale);
  }

  @GetMapping("/{id}/preview")
  PreviewView preview(Access access, @PathVariable UUID id, @RequestParam(defaultValue = "") String charset,
      @RequestParam(defaultValue = "") String delimiter) {
    var found = imports.preview(access.workspace(), new ImportId(id), writing(charset),
        delimiter.isEmpty() ? null : delimiter);
    var reading = found.reading();
    return new PreviewView(reading.xml() ? Reading.XML : Reading.CSV,
        reading.charset() == null ? null : reading.charset().name(), reading.delimiter(),
        Preset.of(found.headings()).map(Preset::word).orElse(null), found.headings(), found.rows(),
        view(found.guess()));
  }

  /// The same guess for another kind of file: what the headings mean if they are orders.
  @GetMapping("/{id}/guess")
  MappingView guess(Access access, @PathVariable UUID id, @RequestParam(defaultValue = "") String kind) {
    imports.get(access.workspace(), new ImportId(id));
    return view(imports.guess(access.workspace(), new ImportId(id), kind(kind)));
  }

  @PutMapping("/{id}/mapping")
  ImportView check(Access access, @PathVariable UUID id, @RequestBody CheckForm form, Locale locale) {
    imports.get(access.workspace(), new ImportId(id));
    if (form.mapping == null) {
      throw new Says("請指出各欄的意思", "Say what the columns mean").problem("mapping");
    }
    var reading = new Reading(Reading.CSV, form.charset == null ? null : writing(form.charset), form.delimiter);
    return view(imports.check(access.workspace(), new ImportId(id), reading, mapping(form.mapping)), locale);
  }

  @PostMapping("/{id}/run")
  ImportView run(Access access, @PathVariable UUID id, Locale locale) {
    return view(imports.run(access.workspace(), new ImportId(id)), locale);
  }

  @PostMapping("/{id}/stop")
  ImportView stop(Access access, @PathVariable UUID id, Locale locale) {
    return view(imports.stop(access.workspace(), new ImportId(id)), locale);
  }

  /// Takes it off the list. What it told stays told.
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    imports.delete(access.workspace(), new ImportId(id));
  }

  @GetMapping("/{id}/errors")
  ResponseEntity<StreamingResponseBody> errors(
      Access access, @PathVariable UUID id, @RequestParam(defaultValue = "zh") String language) {
    var of = imports.get(access.workspace(), new ImportId(id));
    var english = language.equals("en");
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"errors-" + id + ".csv\"")
        .body(out -> badRows.write(of, english, out));
  }

  private static ImportView view(Import one, Locale locale) {
    var mapping = one.mapping();
    var problem = one.problem();
    return new ImportView(one.id(), one.name(), one.state().word(), mapping == null ? null : mapping.kind().word(),
        mapping == null ? null : mapping.channel(), one.unattended(), one.counts(), one.result(),
        problem == null ? null : english(locale) ? problem.en() : problem.zh(), one.moments().createdAt(),
        one.moments().endedAt());
  }

  private static boolean english(Locale locale) {
    return locale.getLanguage().equals("en");
  }

  private static MappingView view(Mapping mapping) {
    return new MappingView(mapping.kind().word(), mapping.channel(), mapping.currency(),
        mapping.dateOrder().name().toLowerCase(Locale.ROOT), mapping.verified(), mapping.columns().stream()
            .map(column -> new ColumnView(column.place(), column.field() == null ? null : column.field().word(),
                column.attribute()))
            .toList());
  }

  private static Mapping mapping(MappingView given) {
    var columns = given.columns == null ? List.<ColumnView>of() : given.columns;
    if (columns.size() > Rows.MOST_COLUMNS) {
      throw new Says("最多 200 欄", "Up to 200 columns").problem("too_many_columns");
    }
    return new Mapping(kind(given.kind), given.channel == null ? "web" : given.channel.strip(),
        given.currency == null ? "" : given.currency.strip().toUpperCase(Locale.ROOT),
        "day_first".equals(given.dateOrder) ? Local.DateOrder.DAY_FIRST : Local.DateOrder.MONTH_FIRST,
        given.verified, columns.stream().map(ImportApi::column).toList());
  }

  private static Mapping.Column column(@Nullable ColumnView column) {
    if (column == null) {
      throw new Says("有一欄是空的", "A column is empty").problem("column");
    }
    return new Mapping.Column(column.place, column.field == null ? null : Field.of(column.field), column.attribute);
  }

  private static Kind kind(@Nullable String word) {
    if (word == null) {
      throw new Says("請選這是什麼資料", "Choose what the file is about").problem("kind");
    }
    return Kind.of(word);
  }

  private static @Nullable Writing writing(String name) {
    if (name.isEmpty()) {
      return null;
    }
    if (!WRITINGS.contains(name)) {
      throw Problem.invalid("charset", "沒有這種文字編碼", "There is no such encoding");
    }
    return Writing.valueOf(name);
  }
}
