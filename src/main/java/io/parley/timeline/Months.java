package io.parley.timeline;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Upkeep;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The months of events: each is a partition, made before its first event and dropped when nothing of it is left.
///
/// A month leaves without anybody waiting (`detach … concurrently`): it is marked first, then waits for those who read
/// when it was marked, then goes. Broken off in the middle it stays marked, and the next round, or an event that needs
/// the month, ends the work (`finalize`). While it leaves, an exclusive lock named after it keeps the fold from
/// putting rows into it; the fold holds the shared one.
@Component
class Months {
  private static final Logger LOG = LoggerFactory.getLogger(Months.class);
  private static final YearMonth FIRST = YearMonth.of(2015, 1);
  private static final Duration LONGEST_LEAVE = Duration.ofMinutes(10);

  private final Database database;
  private final Upkeep upkeep;
  private final Clocks clocks;
  private final Set<YearMonth> made = ConcurrentHashMap.newKeySet();

  /// A table of a month, as the catalogue has it; `ALONE` is one that was detached and not dropped.
  private enum State {
    THERE, LEAVING, ALONE
  }

  private record Old(YearMonth month, State state) {
    String table() {
      return "timeline.event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }
  }

  Months(Database database, Upkeep upkeep, Clocks clocks) {
    this.database = database;
    this.upkeep = upkeep;
    this.clocks = clocks;
  }

  /// Makes those that are not there, and keeps the others from leaving until the transaction ends. A month that is not
  /// over never leaves, so it is asked for once.
  void make(Collection<YearMonth> wanted) {
    var running = running();
    var months = wanted.stream().filter(month -> !month.isBefore(FIRST) && !made.contains(month)).sorted().toList();
    if (months.isEmpty()) {
      return;
    }
    database.sql().sql("select timeline.make_month(m) from unnest(:months::date[]) m")
        .param("months", months.stream().map(month -> month.atDay(1).toString()).toArray(String[]::new))
        .query((row, n) -> true).list();
    database.afterCommit(() -> months.stream().filter(month -> !month.isBefore(running)).forEach(made::add));
  }

  private YearMonth running() {
    return YearMonth.from(clocks.wall().atOffset(ZoneOffset.UTC));
  }

  /// Drops the months that are over and of which nothing is left.
  void dropEmpty() {
    for (var old : old()) {
      if (old.state != State.THERE || empty(old.month)) {
        upkeep.alone(LONGEST_LEAVE, sql -> leave(sql, old));
      }
    }
  }

  private List<Old> old() {
    return database.engine(() -> database.sql().sql("""
        select to_date(substr(c.relname, 7), 'YYYY_MM'),
          case when i.inhrelid is null then 'ALONE' when i.inhdetachpending then 'LEAVING' else 'THERE' end
        from pg_class c left join pg_inherits i on i.inhrelid = c.oid
        where c.relnamespace = 'timeline'::regnamespace and c.relkind = 'r' and c.relname ~ '^event_[0-9]{4}_[0-9]{2}$'
          and to_date(substr(c.relname, 7), 'YYYY_MM') < date_trunc('month', :now::timestamptz at time zone 'UTC')
        order by 1 /* any workspace: names of partitions, no rows */
        """)
        .param("now", Timestamp.from(clocks.wall()))
        .query((row, n) -> new Old(YearMonth.from(row.getObject(1, LocalDate.class)), State.valueOf(row.getString(2))))
        .list());
  }

  private boolean empty(YearMonth month) {
    return database.engine(() -> database.sql().sql("""
        select not exists (select from timeline.event where at >= :first and at < :next)
        /* any workspace: is anything left */
        """)
        .param("first", month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
        .param("next", month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single());
  }

  /// False if somebody needs the month now, or it has rows after all.
  private boolean leave(JdbcClient sql, Old old) {
    var free = sql.sql("select pg_try_advisory_lock(hashtext('timeline.month'), :month)")
        .param("month", old.month.getYear() * 100 + old.month.getMonthValue()).query(Boolean.class).single();
    if (!free || !old().contains(old) || old.state == State.THERE && !empty(old.month)) {
      return false;
    }
    switch (old.state) {
      case THERE -> alter(sql, "detach partition %s concurrently".formatted(old.table()));
      case LEAVING -> alter(sql, "detach partition %s finalize".formatted(old.table()));
      case ALONE -> { }
    }
    sql.sql("set row_security = off").update();
    if (sql.sql("select exists (select from %s)".formatted(old.table())).query(Boolean.class).single()) {
      alter(sql, "attach partition %s for values from ('%s-01 00:00+00') to ('%s-01 00:00+00')"
          .formatted(old.table(), old.month, old.month.plusMonths(1)));
      return false;
    }
    sql.sql("drop table " + old.table()).update();
    LOG.info("The events of {} are gone", old.month);
    return true;
  }

  private static void alter(JdbcClient sql, String how) {
    sql.sql("alter table timeline.event /* any workspace: a partition, no rows */ " + how).update();
  }
}
