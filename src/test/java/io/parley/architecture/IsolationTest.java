package io.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.platform.Database;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import io.parley.support.Merchant;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/// The database itself keeps workspaces apart: each table of the catalogue is read and written across as the role that
/// serves screens. A new table is covered by being there.
class IsolationTest {
  /// Tables that belong to no tenant, and why.
  private static final Map<String, String> OF_NOBODY = Map.of(
      "platform.lease", "which node does a piece of work; names no customer",
      "demo.line_fact", "what the simulated LINE remembers; it stands for somebody else's server",
      "demo.line_media", "pictures at the simulated LINE",
      "demo.mail_box", "the simulated mail provider's", "demo.mail", "what lies in its boxes",
      "timeline.cursor", "how far the fold of a shard of many workspaces is",
      "timeline.generation", "which of the two tables of message ids is the current one");
  private static final List<String> RIGHTS_OF_NONE = List.of("truncate", "references", "trigger");

  /// Refused by rights or policy; and an identity column, which nobody may write; and a month for a row without a time.
  private static final Set<String> REFUSALS = Set.of("42501", "428C9", "23514");

  private static TestParley parley;
  private static Database database;
  private static Catalogue catalogue;
  private static WorkspaceId ours;
  private static WorkspaceId theirs;

  @BeforeAll
  static void start() {
    var settings = TestDatabase.settings(false);
    parley = TestParley.start(settings);
    database = parley.get(Database.class);
    catalogue = new Catalogue(settings.databaseUrl().orElseThrow());
    ours = inhabited("我們的");
    theirs = inhabited("他們的");
    // The node's own loops may write in any workspace, and would be taken for a stranger.
    parley.get(Workers.class).stop();
  }

  private static WorkspaceId inhabited(String name) {
    var merchant = Merchant.found(parley);
    Inhabited.live(parley, merchant, name);
    return merchant.workspace().id();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void everyTableOfTenantsIsUnderThePolicy() {
    var wrong = new TreeSet<String>();
    for (var table : catalogue.tables()) {
      if (!table.ofTenants()) {
        continue;
      }
      if (!table.guarded()) {
        wrong.add(table.name() + " has no row-level security");
      }
      if (!table.partition() && (!table.forced() || table.policies() != 1)) {
        wrong.add(table.name() + " is not isolated: call platform.isolate");
      }
      if (table.partition() && table.policies() == 0 && may("parley_app", table.name(), "select")) {
        wrong.add(table.name() + " can be read past its parent");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void tablesOfNobodyAreFewAndKnown() {
    var found = new TreeSet<String>();
    catalogue.tables().stream().filter(table -> !table.ofTenants()).forEach(table -> found.add(table.name()));
    assertThat(found).isEqualTo(new TreeSet<>(OF_NOBODY.keySet()));
    for (var table : OF_NOBODY.keySet()) {
      for (var right : List.of("insert", "update", "delete", "truncate")) {
        assertThat(may("parley_app", table, right)).as("parley_app may %s %s", right, table).isFalse();
      }
    }
  }

  @Test
  void theTwoRolesMayDoWhatTheyNeedAndNoMore() {
    var roles = catalogue.owner().sql("""
        select rolname || ' ' || rolbypassrls || ' ' || (rolsuper or rolcreaterole or rolcreatedb or rolreplication)
        from pg_roles where rolname like 'parley\\_%' order by 1
        """).query(String.class).list();
    assertThat(roles).containsExactly("parley_app false false", "parley_engine true false");
    var wrong = new TreeSet<String>();
    for (var table : catalogue.ofTenants()) {
      if (!may("parley_app", table.name(), "select") || !may("parley_engine", table.name(), "select")) {
        wrong.add(table.name() + " cannot be read by both");
      }
      for (var right : RIGHTS_OF_NONE) {
        if (may("parley_app", table.name(), right)) {
          wrong.add("parley_app may " + right + " " + table.name());
        }
      }
    }
    wrong.addAll(catalogue.owner().sql("""
        select rolname || ' may create in ' || nspname from pg_namespace, pg_roles
        where rolname like 'parley\\_%' and has_schema_privilege(rolname, nspname, 'create')
        """).query(String.class).list());
    assertThat(wrong).isEmpty();
  }

  @Test
  void viewsAskWithTheRightsOfTheirReader() {
    assertThat(catalogue.owner().sql("""
        select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('v', 'm') and n.nspname !~ '^(pg_|information_schema)'
          and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']
        """).query(String.class).list()).isEmpty();
  }

  @Test
  void functionsWithTheirOwnersRightsAreFewAndKnown() {
    assertThat(catalogue.owner().sql("""
        select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where p.prosecdef and n.nspname !~ '^(pg_|information_schema)'
        """).query(String.class).list())
        .containsExactlyInAnyOrder("timeline.make_month");
  }

  @Test
  void noTableCanBeReadAcross() {
    for (var table : catalogue.ofTenants()) {
      catalogue.ensureRow(table, theirs.value());
      var seen = database.tenant(ours, () -> database.sql().sql("select count(*) from %s where workspace_id <> %d"
          .formatted(table.name(), ours.value())).query(Long.class).single());
      assertThat(seen).as(table.name()).isZero();
    }
  }

  @Test
  void noTableCanBeWrittenAcross() {
    for (var table : catalogue.ofTenants()) {
      catalogue.ensureRow(table, ours.value());
      catalogue.ensureRow(table, theirs.value());
    }
    var before = catalogue.fingerprint(theirs.value());
    var wrong = new TreeSet<String>();
    for (var table : catalogue.ofTenants()) {
      var same = table.column() + " = " + table.column();
      across(table, "update %s set " + same + " where workspace_id = %d").filter(n -> !n.equals("0"))
          .ifPresent(n -> wrong.add(table.name() + " was updated across: " + n));
      across(table, "delete from %s where workspace_id = %d").filter(n -> !n.equals("0"))
          .ifPresent(n -> wrong.add(table.name() + " was deleted from across: " + n));
      across(table, "insert into %s (workspace_id) overriding system value values (%d)")
          .filter(n -> !n.equals("refused")).ifPresent(n -> wrong.add(table.name() + " took a foreign row: " + n));
      across(table, "update %s set workspace_id = %d").filter(n -> !n.equals("refused"))
          .ifPresent(n -> wrong.add(table.name() + " gave a row away: " + n));
    }
    assertThat(wrong).isEmpty();
    assertThat(catalogue.fingerprint(theirs.value())).isEqualTo(before);
  }

  @Test
  void outsideAWorkspaceNothingIsSeen() {
    var seen = catalogue.owner().sql("""
        do $$ begin
          set local role parley_app;
          if exists (select 1 from workspace.workspace) then raise 'seen'; end if;
        end $$
        """).update();
    assertThat(seen).isZero();
  }

  /// What a tenant's statement came to: the rows it touched, `refused` by policy or rights, or another error. Undone.
  private static Optional<String> across(Catalogue.Table table, String statement) {
    try {
      database.tenant(ours, () -> {
        var touched = database.sql().sql(statement.formatted(table.name(), theirs.value())).update();
        throw new Undone(touched);
      });
      throw new IllegalStateException("The transaction ended without its end");
    } catch (Undone undone) {
      return Optional.of(Integer.toString(undone.touched));
    } catch (DataAccessException refused) {
      var cause = refused.getMostSpecificCause();
      var bySql = cause instanceof java.sql.SQLException sql && REFUSALS.contains(sql.getSQLState());
      return Optional.of(bySql ? "refused" : cause.getMessage());
    }
  }

  private static final class Undone extends RuntimeException {
    private final int touched;

    Undone(int touched) {
      this.touched = touched;
    }
  }

  private static boolean may(String role, String table, String right) {
    return catalogue.owner().sql("select has_table_privilege('%s', '%s', '%s')".formatted(role, table, right))
        .query(Boolean.class).single();
  }
}
