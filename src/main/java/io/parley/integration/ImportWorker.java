package io.parley.integration;

import io.parley.customer.Attributes;
import io.parley.integration.Import.State;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Faults;
import io.parley.platform.Leases;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/// Checks and tells imports, a batch at a time and by turns, by the holder of the lease alone. What was told, the
/// permanent keys and how far the import is commit together, so a crash at any instant neither loses nor doubles a row.
///
/// Bulk goes last: nothing more is told while `MOST_BEHIND` facts wait to be folded, so that whoever clicks now waits
/// behind one batch and not behind a file.
@Component
final class ImportWorker implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(ImportWorker.class);
  private static final String LEASE = "imports";
  private static final Duration LEASE_LENGTH = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);
  private static final int ROWS_A_CHECK = 1_000;
  private static final int UNITS_A_BATCH = 500;
  private static final int MOST_BEHIND = 400;

  private final ImportStore imports;
  private final ImportRowStore rows;
  private final Imports files;
  private final Vouching vouching;
  private final Timeline timeline;
  private final Workspaces workspaces;
  private final Attributes attributes;
  private final Leases leases;
  private final Database database;
  private final Clocks clocks;
  private final Map<ImportId, Checking> checking = new HashMap<>();
  private Instant tidiedAt = Instant.EPOCH;
  private final Worker worker;

  ImportWorker(ImportStore imports, ImportRowStore rows, Imports files, Vouching vouching, Timeline timeline,
      Workspaces workspaces, Attributes attributes, Leases leases, Database database, Clocks clocks,
      Workers workers) {
    this.imports = imports;
    this.rows = rows;
    this.files = files;
    this.vouching = vouching;
    this.timeline = timeline;
    this.workspaces = workspaces;
    this.attributes = attributes;
    this.leases = leases;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("imports", POLL, this::round);
    files.onWork(worker::wake);
  }

  @Override
  public void destroy() {
    leases.release(LEASE);
  }

  /// One batch of one import. False if there is nothing to do just now.
  private boolean round() {
    if (leases.hold(LEASE, LEASE_LENGTH).isEmpty()) {
      forgetAll();
      return false;
    }
    tidy();
    var next = database.engine(imports::next);
    if (next.isEmpty()) {
      forgetAll();
      return false;
    }
    var of = next.get();
    try {
      return switch (of.state()) {
        case CHECKING -> check(of);
        case RUNNING -> tell(of);
        case FOLDING -> end(of);
        default -> false;
      };
    } catch (Unreadable unreadable) {
      fail(of, unreadable.says());
    } catch (RuntimeException failure) {
      if (failure instanceof TransientDataAccessException || Faults.nobodys(failure)) {
        throw failure;
      }
      LOG.error("Import {} failed", of.id(), failure);
      fail(of, new Says("匯入時出錯，已記錄下來。已經匯入的不會重複", "The import failed; it is on record. Nothing is told twice"));
    }
    return true;
  }

  private void tidy() {
    var now = clocks.wall();
    if (Duration.between(tidiedAt, now).compareTo(TIDY_EVERY) > 0) {
      tidiedAt = now;
      database.engine(() -> imports.tidy(now.minus(KEPT)));
    }
  }

  private void fail(Import of, Says why) {
    forget(of.id());
    database.tenant(of.workspace(), () -> imports.fail(of.id(), of.workspace(), why));
  }

  private boolean check(Import of) {
    var mapping = of.mapping();
    if (mapping == null) {
      throw new IllegalStateException("An import is checked without a mapping");
    }
    var known = checking.get(of.id());
    if (known == null || !known.stillOf(of)) {
      forget(of.id());
      return begin(of, mapping);
    }
    var before = known.checked();
    var some = known.next(ROWS_A_CHECK);
    var kept = database.tenant(of.workspace(), () -> {
      if (!imports.checked(of, before, some)) {
        return false;
      }
      rows.add(of, some);
      if (some.size() < ROWS_A_CHECK) {
        rows.line(of);
      }
      return true;
    });
    if (!kept || some.size() < ROWS_A_CHECK) {
      forget(of.id());
    }
    return true;
  }

  private boolean begin(Import of, Mapping mapping) {
    if (of.counts().rows() > 0) {
      database.tenant(of.workspace(), () -> imports.check(of.id(), of.workspace(), of.reading(), mapping));
    }
    var workspace = workspaces.get(of.workspace());
    var region = workspace.locale().endsWith("HK") || workspace.currency().equals("HKD") ? "HK" : "TW";
    checking.put(of.id(), new Checking(mapping, of.reading().open(files.open(of.workspace(), of.id())),
        new RowReader(mapping, workspace.timeZone(), region, clocks.now(of.workspace())),
        new Amiss(attributes.all(of.workspace())), of.moments().asOf()));
    return true;
  }

  private boolean tell(Import of) {
    if (timeline.behind(MOST_BEHIND) >= MOST_BEHIND) {
      return false;
    }
    database.tenant(of.workspace(), () -> imports.get(of.id(), of.workspace(), true)
        .filter(now -> now.state() == State.RUNNING).ifPresent(this::tellBatch));
    return true;
  }

  private void tellBatch(Import of) {
    var done = of.counts().done();
    var before = switch (mapping(of).kind()) {
      case ORDERS -> vouching.orders(of.workspace(), mapping(of).channel(), orders(of, done));
      case CUSTOMERS -> vouching.customers(of.workspace(), last(of, done, Line.OfCustomer.class),
          mapping(of).verified());
      case TAGS -> vouching.tags(of.workspace(), last(of, done, Line.OfTag.class));
      case PRODUCTS -> vouching.products(of.workspace(), last(of, done, Line.OfProduct.class));
    };
    imports.told(of, Math.min(done + UNITS_A_BATCH, of.counts().units()), Vouching.Count.of(before),
        clocks.now(of.workspace()));
  }

  private List<Dated<ShopOrder>> orders(Import of, int done) {
    return rows.units(of, done, UNITS_A_BATCH, Line.OfOrder.class).stream()
        .map(lines -> new Dated<>(Together.order(mapping(of).channel(), lines.what()), lines.at())).toList();
  }

  /// Where a file says something twice, its last word stands.
  private <L extends Line> List<Dated<L>> last(Import of, int done, Class<L> kind) {
    return rows.units(of, done, UNITS_A_BATCH, kind).stream()
        .map(lines -> new Dated<>(lines.what().getLast(), lines.at())).toList();
  }

  private static Mapping mapping(Import of) {
    return Optional.ofNullable(of.mapping()).orElseThrow();
  }

  /// Waits until everything it told is folded, so that what it says it found is true.
  private boolean end(Import of) {
    var told = of.moments().toldAt();
    var now = clocks.now(of.workspace());
    if (told != null && !timeline.folded(of.workspace(), told)) {
      database.tenant(of.workspace(), () -> imports.waitATurn(of));
      return false;
    }
    database.tenant(of.workspace(), () -> imports.done(of,
        mapping(of).kind() == Kind.ORDERS ? rows.found(of, mapping(of).channel()).orElse(null) : null, now));
    return true;
  }

  private void forget(ImportId id) {
    Optional.ofNullable(checking.remove(id)).ifPresent(Checking::close);
  }

  private void forgetAll() {
    List.copyOf(checking.keySet()).forEach(this::forget);
  }
}
