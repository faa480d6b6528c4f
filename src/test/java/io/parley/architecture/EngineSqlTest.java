package io.parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The engine is under no policy, so its statements must say whose rows they mean. Every statement on a table
/// of tenants
/// names `workspace_id`, or says in itself `/* any workspace: why */`, or is listed here.
class EngineSqlTest {
  private static final Pattern TABLE = Pattern.compile("(?s)create table ([a-z_]+\\.[a-z_]+) \\((.*?)\\);");
  private static final Pattern BEGIN = Pattern.compile("(?:\\.sql|database\\.(?:copy|later))\\(\\s*(?=[\"A-Z(])");
  /// Part of a statement → why it may look over all workspaces.
  private static final Map<String, String> CLAIMS = Map.of(
      "where write_key = :key", "the write key is what finds the workspace",
      "insert into workspace.workspace", "its number is made by the insert",
      "delete from workspace.session where token_hash = :hash", "whoever holds the token is who signed in");

  @Test
  void everyStatementSaysWhoseRowsItMeans() {
    var tables = tablesOfTenants();
    assertThat(tables).as("the tables of the migrations").hasSizeGreaterThan(20);
    var wrong = new TreeSet<String>();
    for (var file : files("src/main/java", ".java")) {
      var source = read(file);
      var found = BEGIN.matcher(source);
      while (found.find()) {
        var statement = argument(source, found.end());
        if (names(statement, tables) && !statement.contains("workspace_id")
            && !statement.contains("/* any workspace: ") && CLAIMS.keySet().stream().noneMatch(statement::contains)) {
          wrong.add("%s:%d %s".formatted(file, source.substring(0, found.end()).lines().count(),
              statement.replaceAll("\\s+", " ")));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static TreeSet<String> tablesOfTenants() {
    var tables = new TreeSet<String>();
    for (var file : files("src/main/resources/db/migration", ".sql")) {
      var found = TABLE.matcher(read(file));
      while (found.find()) {
        if (found.group(2).contains("workspace_id")) {
          tables.add(found.group(1));
        }
      }
    }
    return tables;
  }

  private static boolean names(String statement, TreeSet<String> tables) {
    return tables.stream().anyMatch(table -> Pattern.compile("\\b" + Pattern.quote(table) + "\\b").matcher(statement)
        .find());
  }

  /// The source of a call's arguments, up to the bracket that closes them; brackets in strings do not count.
  private static String argument(String source, int from) {
    var depth = 1;
    var at = from;
    while (depth > 0) {
      if (source.startsWith("\"\"\"", at)) {
        at = source.indexOf("\"\"\"", at + 3) + 3;
        continue;
      }
      if (source.charAt(at) == '"') {
        for (at++; source.charAt(at) != '"'; at++) {
          at += source.charAt(at) == '\\' ? 1 : 0;
        }
      }
      depth += source.charAt(at) == '(' ? 1 : source.charAt(at) == ')' ? -1 : 0;
      at++;
    }
    return source.substring(from, at - 1);
  }

  private static List<Path> files(String root, String ending) {
    try (var found = Files.walk(Path.of(root))) {
      return found.filter(file -> file.toString().endsWith(ending)).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
