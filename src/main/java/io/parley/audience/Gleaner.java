package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.EventIndex;
import io.parley.audience.condition.Judge;
import io.parley.audience.condition.Moment;
import io.parley.audience.condition.Point;
import io.parley.audience.condition.Trace;
import io.parley.customer.CustomerId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Reads the events of a window once, month by month in the order of the table, and keeps of each customer what a
/// condition asks for. For many customers that is faster than looking for each one's history: hers lies scattered
/// over a year.
@Component
class Gleaner {
  private static final int MOST_MOMENTS = 1_000_000;
  private static final int MOST_OF_ONE = 2_000;
  private static final int ROWS_A_FETCH = 5_000;
  private static final int AT_ONCE = 2;
  private static final int HALF_A_MONTH = 15;
  private static final int IDENTITIES_AT_ONCE = 20_000;

  private final Database database;
  private final Clocks clocks;
  private final JsonMapper json;

  Gleaner(Database database, Clocks clocks, JsonMapper json) {
    this.database = database;
    this.clocks = clocks;
    this.json = json;
  }

  private record Stretch(Instant from, Instant until) {}

  private record Asked(WorkspaceId workspace, EventIndex index, Wanted wanted, Instant deadline) {}

  /// Empty if there is too much of it, or it takes longer than until `deadline`.
  Optional<Gleaned> of(WorkspaceId workspace, Condition condition, Instant now, Instant deadline) {
    var traces = Trial.traces(condition);
    if (traces.isEmpty()) {
      return Optional.of(Gleaned.NOTHING);
    }
    var asked = new Asked(workspace, new EventIndex(traces), Wanted.of(condition, traces, now), deadline);
    var since = Judge.longest(condition).map(window -> now.minus(window.length()));
    var open = new ConcurrentLinkedQueue<>(stretches(since.orElseGet(() -> first(workspace)), now, since.isEmpty()));
    var kept = new AtomicInteger();
    var shares = new ArrayList<Share>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Boolean>>();
      for (var n = 0; n < Math.min(AT_ONCE, open.size()); n++) {
        var share = new Share(asked, kept);
        shares.add(share);
        running.add(threads.submit(() -> share.read(open)));
      }
      for (var one : running) {
        if (!one.get()) {
          return Optional.empty();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
    return Optional.of(gathered(workspace, shares));
  }

  private Instant first(WorkspaceId workspace) {
    return database.apart(() -> database.sql().sql("""
        select coalesce(min(first_seen_at), :now::timestamptz) from customer.customer where workspace_id = :workspace
        """)
        .param("now", clocks.now(workspace).toString())
        .param("workspace", workspace.value())
        .query((row, n) -> at(row, 1)).single());
  }

  /// Half a month each, the latest first; what came before everything, last.
  private static List<Stretch> stretches(Instant since, Instant now, boolean ever) {
    var stretches = new ArrayList<Stretch>();
    var until = now.plusNanos(1_000);
    while (until.isAfter(since)) {
      var last = until.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate();
      var half = last.withDayOfMonth(last.getDayOfMonth() > HALF_A_MONTH ? HALF_A_MONTH + 1 : 1).atStartOfDay()
          .toInstant(ZoneOffset.UTC);
      var from = half.isBefore(since) && !ever ? since : half;
      stretches.add(new Stretch(from, until));
      until = from;
    }
    if (ever) {
      stretches.add(new Stretch(Instant.EPOCH, until));
    }
    return stretches;
  }

  private final class Share {
    private final Asked asked;
    private final AtomicInteger kept;
    private final Map<UUID, Map<Trace, List<Moment>>> found = new HashMap<>();

    Share(Asked asked, AtomicInteger kept) {
      this.asked = asked;
      this.kept = kept;
    }

    /// False if it was given up.
    boolean read(ConcurrentLinkedQueue<Stretch> open) {
      for (var next = open.poll(); next != null; next = open.poll()) {
        if (!read(next)) {
          open.clear();
          return false;
        }
      }
      return true;
    }

    private boolean read(Stretch stretch) {
      var left = Duration.between(clocks.wall(), asked.deadline);
      if (left.isNegative()) {
        return false;
      }
      try {
        return database.apart(() -> {
          database.sql().sql("select set_config('statement_timeout', :left, true)")
              .param("left", Long.toString(left.toMillis() + 1)).query(String.class).single();
          return rows(stretch);
        });
      } catch (QueryTimeoutException tooLate) {
        return false;
      }
    }

    private boolean rows(Stretch stretch) {
      return database.sql().sql("""
          select h.identity_id, h.at, h.position, case when h.kind = 'track' then h.name else h.kind end, %s
          from timeline.happened h
          where h.workspace_id = :workspace and h.at >= :from::timestamptz and h.at < :until::timestamptz and %s
          """.formatted(asked.wanted.told(), asked.wanted.where()))
          .param("workspace", asked.workspace.value())
          .param("from", stretch.from.toString())
          .param("until", stretch.until.toString())
          .params(asked.wanted.params())
          .withFetchSize(ROWS_A_FETCH)
          .query((ResultSet rows) -> keep(rows));
    }

    private Boolean keep(ResultSet rows) throws SQLException {
      for (var n = 1; rows.next(); n++) {
        if (kept.get() > MOST_MOMENTS || n % ROWS_A_FETCH == 0 && clocks.wall().isAfter(asked.deadline)) {
          return false;
        }
        var event = Happenings.named(new Point(at(rows, 2), rows.getLong(3)), rows.getString(4), rows.getString(5),
            rows.getString(6), properties(rows.getString(7)));
        var identity = rows.getObject(1, UUID.class);
        asked.index.hits(event).forEach(hit -> keep(identity, hit));
      }
      return true;
    }

    private void keep(UUID identity, EventIndex.Hit hit) {
      var hers = found.computeIfAbsent(identity, _ -> new HashMap<>(2)).computeIfAbsent(hit.trace(),
          _ -> new ArrayList<>(2));
      hers.add(hit.moment());
      kept.incrementAndGet();
      if (hers.size() >= MOST_OF_ONE && hit.trace() instanceof Trace.Measured) {
        hers.sort(null);
        var fewer = List.copyOf(hit.trace().kept(hers));
        kept.addAndGet(fewer.size() - hers.size());
        hers.clear();
        hers.addAll(fewer);
      }
    }

    private JsonNode properties(@Nullable String text) {
      return text == null ? MissingNode.getInstance() : json.readTree(text);
    }
  }

  /// By today's customers, each trace's moments in order.
  private Gleaned gathered(WorkspaceId workspace, List<Share> shares) {
    var moments = new HashMap<CustomerId, Map<Trace, List<Moment>>>();
    for (var share : shares) {
      var identities = List.copyOf(share.found.keySet());
      for (var from = 0; from < identities.size(); from += IDENTITIES_AT_ONCE) {
        var some = identities.subList(from, Math.min(from + IDENTITIES_AT_ONCE, identities.size()));
        owners(workspace, some).forEach((identity, customer) -> {
          var hers = moments.computeIfAbsent(customer, _ -> new HashMap<>(2));
          Objects.requireNonNull(share.found.get(identity)).forEach((trace, told) ->
              hers.computeIfAbsent(trace, _ -> new ArrayList<>(told.size())).addAll(told));
        });
      }
    }
    moments.values().forEach(hers -> hers.values().forEach(list -> list.sort(null)));
    return new Gleaned(moments);
  }

  private Map<UUID, CustomerId> owners(WorkspaceId workspace, List<UUID> identities) {
    var owners = new HashMap<UUID, CustomerId>();
    database.apart(() -> {
      database.sql().sql("""
          select identity_id, customer_id from customer.person
          where workspace_id = :workspace and identity_id = any (:identities)
          """)
          .param("workspace", workspace.value())
          .param("identities", identities.toArray(UUID[]::new))
          .query(row -> {
            owners.put(row.getObject(1, UUID.class), new CustomerId(row.getObject(2, UUID.class)));
          });
      return true;
    });
    return owners;
  }

  private static Instant at(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
