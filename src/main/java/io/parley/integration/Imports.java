package io.parley.integration;

import io.parley.customer.Attributes;
import io.parley.integration.Import.State;
import io.parley.integration.Rows.Reading;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Files on their way in: taken, looked into, checked, told. The work after a step was asked for is `ImportWorker`'s.
@Component
class Imports {
  static final long MOST_BYTES = 64L * 1024 * 1024;
  static final int PREVIEW_ROWS = 8;
  private static final int CHUNK_BYTES = 1024 * 1024;
  private static final long DRAINED_BYTES = 256L * 1024 * 1024;
  private static final int LONGEST_NAME = 200;

  private final ImportStore store;
  private final Workspaces workspaces;
  private final Attributes attributes;
  private final Database database;
  private final Clocks clocks;
  private final List<Runnable> workers = new ArrayList<>();

  /// What a file looks like under a reading: its headings, some rows, and what they suggest.
  record Preview(Reading reading, List<String> headings, List<List<String>> rows, Mapping guess) {}

  Imports(ImportStore store, Workspaces workspaces, Attributes attributes, Database database, Clocks clocks) {
    this.store = store;
    this.workspaces = workspaces;
    this.attributes = attributes;
    this.database = database;
    this.clocks = clocks;
  }

  /// `worker` is called when there is work.
  void onWork(Runnable worker) {
    workers.add(worker);
  }

  /// A file on its way in. `writtenAt` is when it was last written, as the browser knows it.
  record Brought(String name, @Nullable Instant writtenAt, boolean unattended) {}

  /// Takes a file in and finds out how it is to be read. What cannot be read is refused and not kept.
  Import take(WorkspaceId workspace, Brought brought, InputStream file) {
    var id = new ImportId(Ids.next());
    var plain = brought.name.replaceAll("\\p{Cntrl}", " ").strip();
    var shown = plain.isEmpty() ? "import.csv" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    database.tenant(workspace, () -> store.insert(id, workspace,
        new Brought(shown, brought.writtenAt, brought.unattended), clocks.now(workspace)));
    try {
      keep(workspace, id, file);
      var reading = Reading.of(() -> open(workspace, id));
      look(workspace, id, reading);
      database.tenant(workspace, () -> store.uploaded(id, workspace, reading));
      return get(workspace, id);
    } catch (Unreadable unreadable) {
      delete(workspace, id);
      throw unreadable.says().problem(unreadable.code());
    } catch (RuntimeException | IOException failure) {
      delete(workspace, id);
      throw failure instanceof RuntimeException told ? told : new UncheckedIOException((IOException) failure);
    }
  }

  /// A file that is too large is read to its end all the same, or the sender would never hear why.
  private void keep(WorkspaceId workspace, ImportId id, InputStream file) throws IOException {
    var bytes = 0L;
    for (var n = 0;; n++) {
      var chunk = file.readNBytes(CHUNK_BYTES);
      bytes += chunk.length;
      if (bytes > DRAINED_BYTES) {
        throw tooLarge();
      }
      if (chunk.length == 0) {
        break;
      }
      if (bytes <= MOST_BYTES) {
        var at = n;
        database.tenant(workspace, () -> store.chunk(id, workspace, at, chunk));
      }
    }
    if (bytes > MOST_BYTES) {
      throw tooLarge();
    }
    if (bytes == 0) {
      throw new Says("這個檔案是空的", "This file is empty").problem("empty");
    }
  }

  static Problem tooLarge() {
    return new Problem(413, "file_size", "檔案要在 64 MB 以內，請分成幾份", "A file may have up to 64 MB. Split it");
  }

  /// The stored bytes, from the beginning, a chunk at a time.
  InputStream open(WorkspaceId workspace, ImportId id) {
    return new SequenceInputStream(new Enumeration<>() {
      private int n;
      private Optional<byte[]> next = read(0);

      private Optional<byte[]> read(int at) {
        return database.tenant(workspace, () -> store.chunk(id, workspace, at));
      }

      @Override
      public boolean hasMoreElements() {
        return next.isPresent();
      }

      @Override
      public InputStream nextElement() {
        var chunk = next.orElseThrow(NoSuchElementException::new);
        next = read(++n);
        return new ByteArrayInputStream(chunk);
      }
    });
  }

  Preview preview(WorkspaceId workspace, ImportId id, @Nullable Writing charset, @Nullable String delimiter) {
    var found = get(workspace, id);
    var known = found.reading();
    var reading = known.xml() ? known : new Reading(Reading.CSV, charset == null ? known.charset() : charset,
        delimiter == null || delimiter.length() != 1 ? known.delimiter() : delimiter);
    if (found.state() != State.UPLOADED && found.state() != State.CHECKED && found.state() != State.FAILED
        && found.state() != State.CHECKING) {
      throw new Says("這個檔案已經匯入，內容不再保留", "This file was imported; its content is no longer kept").problem("gone");
    }
    try {
      return look(workspace, id, reading);
    } catch (Unreadable unreadable) {
      throw unreadable.says().problem(unreadable.code());
    }
  }

  /// The same guess as if the file were of another kind.
  Mapping guess(WorkspaceId workspace, ImportId id, Kind kind) {
    var found = preview(workspace, id, null, null);
    return Mapping.guess(found.headings(), kind, found.guess().currency(), attributes.all(workspace));
  }

  private Preview look(WorkspaceId workspace, ImportId id, Reading reading) {
    var file = open(workspace, id);
    try (var rows = reading.open(file)) {
      var headings = rows.next().map(Rows.Row::cells).filter(cells -> cells.stream().anyMatch(cell -> !cell.isBlank()))
          .orElseThrow(() -> new Unreadable("empty", "這個檔案是空的", "This file is empty"));
      var some = new ArrayList<List<String>>();
      for (var row = rows.next(); row.isPresent() && some.size() < PREVIEW_ROWS; row = rows.next()) {
        if (!row.get().blank()) {
          some.add(row.get().cells());
        }
      }
      if (some.isEmpty()) {
        throw new Unreadable("header_only", "只有標題列，沒有資料", "There is a title row and nothing below it");
      }
      return new Preview(reading, headings, some, Mapping.guess(headings, workspaces.get(workspace).currency(),
          attributes.all(workspace)));
    }
  }

  /// Begins to check every row under this reading and mapping.
  Import check(WorkspaceId workspace, ImportId id, Reading reading, Mapping mapping) {
    var known = get(workspace, id).reading();
    var chosen = known.xml() ? known : reading;
    var headings = preview(workspace, id, chosen.charset(), chosen.delimiter()).headings();
    mapping.check(headings.size());
    database.tenant(workspace, () -> {
      if (!store.check(id, workspace, chosen, mapping)) {
        throw tooLate();
      }
      store.headings(id, workspace, headings);
    });
    wake();
    return get(workspace, id);
  }

  Import run(WorkspaceId workspace, ImportId id) {
    get(workspace, id);
    if (!database.tenant(workspace, () -> store.move(id, workspace, List.of(State.CHECKED, State.STOPPED),
        State.RUNNING))) {
      throw tooLate();
    }
    wake();
    return get(workspace, id);
  }

  /// What was told stays told; the rest can be told later by running it again.
  Import stop(WorkspaceId workspace, ImportId id) {
    get(workspace, id);
    if (!database.tenant(workspace, () -> store.move(id, workspace, List.of(State.RUNNING), State.STOPPED))) {
      throw tooLate();
    }
    return get(workspace, id);
  }

  Import get(WorkspaceId workspace, ImportId id) {
    return database.tenant(workspace, () -> store.get(id, workspace, false)).orElseThrow(Problem::notFound);
  }

  List<Import> latest(WorkspaceId workspace, int limit) {
    return database.tenant(workspace, () -> store.latest(workspace, limit));
  }

  void delete(WorkspaceId workspace, ImportId id) {
    database.tenant(workspace, () -> store.delete(id, workspace));
  }

  private void wake() {
    workers.forEach(Runnable::run);
  }

  private static Problem tooLate() {
    return Problem.conflict("state", "這份匯入現在不能這樣做，請重新整理看看",
        "This import cannot do that now. Reload to see how it stands");
  }

}
