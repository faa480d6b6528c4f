package io.parley.crash;

import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Has whoever writes to a table wait before its commit, so that it can be stopped exactly there. It waits longer than
/// any test: one that went on by itself would commit, and nothing would have been stopped.
final class Linger {
  private Linger() {}

  /// `what` is an event of a trigger (`update of done`), `when` says of which rows: SQL over `new`.
  static void on(JdbcClient owner, String table, String what, String when) {
    owner.sql("""
        create or replace function platform.linger() returns trigger language plpgsql as $$ begin
          if %s then
            perform pg_sleep(600);
          end if;
          return new;
        end $$;
        create constraint trigger linger after %s on %s deferrable initially deferred for each row
          execute function platform.linger()
        """.formatted(when, what, table)).update();
  }

  /// How many wait.
  static int waiting(JdbcClient owner) {
    return owner.sql("""
        select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'
        """).query(Integer.class).single();
  }

  /// Nobody waits any more, and who waited never commits.
  static void end(JdbcClient owner) {
    owner.sql("""
        create or replace function platform.linger() returns trigger language plpgsql as 'begin return new; end'
        """).update();
    // Who began to write before that may come to wait still.
    while (true) {
      owner.sql("""
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event = 'PgSleep'
          """).query(Boolean.class).list();
      try {
        owner.sql("set lock_timeout = '300ms'; drop function platform.linger cascade").update();
        return;
      } catch (DataAccessException held) {
        Victim.pause(Duration.ofMillis(50));
      }
    }
  }
}
