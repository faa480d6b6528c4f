package io.parley.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables as PostgreSQL itself lists them, seen as their owner, who is under no policy.
final class Catalogue {
  /// When a loop of the node takes a row up.
  private static final Set<String> CLAIMED = Set.of("due_at", "poll_at");
  private static final Pattern LITERAL = Pattern.compile("'([^']+)'::text");

  private final JdbcClient owner;

  /// `column` is one that may be written.
  record Table(String name, boolean ofTenants, boolean partition, boolean guarded, boolean forced, int policies,
      String column) {}

  private record Column(String name, String type, String check) {}

  Catalogue(String ownerUrl) {
    var source = new PGSimpleDataSource();
    source.setUrl(ownerUrl);
    owner = JdbcClient.create(source);
  }

  JdbcClient owner() {
    return owner;
  }

  /// Every table of our schemas but Flyway's own.
  List<Table> tables() {
    return owner.sql("""
        select n.nspname || '.' || c.relname, c.relispartition, c.relrowsecurity, c.relforcerowsecurity,
          exists (select 1 from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped),
          (select count(*) from pg_policy p where p.polrelid = c.oid
            and pg_get_expr(p.polqual, c.oid) = '(workspace_id = platform.current_workspace())'
            and pg_get_expr(p.polwithcheck, c.oid) = '(workspace_id = platform.current_workspace())'),
          (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            and a.attidentity = '' and a.attgenerated = '' order by a.attnum desc limit 1)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname !~ '^(pg_|information_schema)' and c.relname <> 'migration'
        order by 1
        """)
        .query((row, n) -> new Table(row.getString(1), row.getBoolean(5), row.getBoolean(2), row.getBoolean(3),
            row.getBoolean(4), row.getInt(6), row.getString(7)))
        .list();
  }

  List<Table> ofTenants() {
    return tables().stream().filter(table -> table.ofTenants() && !table.partition()).toList();
  }

  long rows(Table table, int workspace) {
    return owner.sql("select count(*) from %s where workspace_id = %d".formatted(table.name(), workspace))
        .query(Long.class).single();
  }

  /// Everything one workspace has, as one number a table.
  Map<String, String> fingerprint(int workspace) {
    var prints = new java.util.TreeMap<String, String>();
    for (var table : ofTenants()) {
      prints.put(table.name(), owner.sql("""
          select count(*) || ' rows ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from %s t
          where workspace_id = %d
          """.formatted(table.name(), workspace)).query(String.class).single());
    }
    return prints;
  }

  /// Makes sure the workspace has a row in the table: one of made-up values if there is none. Foreign keys are not
  /// asked; that needs the owner. The row is at rest, so that no worker takes it up.
  void ensureRow(Table table, int workspace) {
    if (rows(table, workspace) > 0) {
      return;
    }
    var names = new ArrayList<>(List.of("workspace_id"));
    var values = new ArrayList<>(List.of(Integer.toString(workspace)));
    for (var column : required(table)) {
      names.add(column.name);
      values.add(made(column));
    }
    owner.sql("""
        do $$ begin
          set local session_replication_role = replica;
          insert into %s (%s) overriding system value values (%s);
        end $$
        """.formatted(table.name(), String.join(", ", names), String.join(", ", values))).update();
  }

  private List<Column> required(Table table) {
    return owner.sql("""
        select a.attname, format_type(a.atttypid, null), coalesce((select pg_get_constraintdef(k.oid)
          from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'c' and a.attnum = any (k.conkey) limit 1),
          '')
        from pg_attribute a
        where a.attrelid = '%s'::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull
          and (not a.atthasdef or a.attname in ('state', 'due_at')) and a.attidentity = ''
          and a.attname <> 'workspace_id'
        """.formatted(table.name()))
        .query((row, n) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
        .list();
  }

  private static String made(Column column) {
    return switch (column.type) {
      case "uuid" -> "gen_random_uuid()";
      case "text", "character varying" -> text(column.check);
      case "character" -> "'a'";
      case "timestamp with time zone" -> CLAIMED.contains(column.name) ? "'infinity'" : "now()";
      case "date" -> "current_date";
      case "jsonb", "json" -> "'{}'";
      case "bytea" -> "'\\x00'";
      case "boolean" -> "false";
      case "interval" -> "interval '0'";
      case "xid8" -> "'0'::xid8";
      default -> column.type.endsWith("[]") ? "'{}'" : "1";
    };
  }

  /// One of the words the check lists, or a text that fits its pattern.
  private static String text(String check) {
    var allowed = LITERAL.matcher(check);
    if (check.contains("'failed'")) {
      return "'failed'";
    }
    if (check.contains("[A-Z]{3}")) {
      return "'TWD'";
    }
    if (check.contains("[0-9]{6}")) {
      return "lpad((random() * 999999)::int::text, 6, '0')";
    }
    return allowed.find() && !check.contains("~") ? "'" + allowed.group(1) + "'" : "gen_random_uuid()::text";
  }
}
