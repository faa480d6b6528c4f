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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads the source and says what to write instead.
class SourceTest {
  private static final int MAX_COLUMNS = 120;
  private static final int MAX_LINES = 400;
  private static final Map<Pattern, String> BANNED = Map.of(
      Pattern.compile("\\bInstant\\.now\\(|LocalDate\\.now\\(|ZonedDateTime\\.now\\("), "clocks.now(workspace)",
      Pattern.compile("System\\.out\\b|printStackTrace\\(\\)"), "a logger",
      Pattern.compile("\\bTODO\\b|\\bFIXME\\b|\\bXXX\\b"), "an issue, or the work itself",
      Pattern.compile("import lombok|org\\.mockito"), "plain Java and real parts",
      Pattern.compile("class \\w+(Service|Manager|Helper|Util|Utils|Impl|Dto)\\b"), "the noun itself",
      Pattern.compile("@Disabled"), "a test that holds");
  /// The wall clock is made here, and nowhere else.
  private static final List<String> MAY_SLEEP = List.of("Feed.java", "EmbeddedPostgres.java");

  @Test
  void linesAndFilesStayReadable() {
    var wrong = new TreeSet<String>();
    for (var file : sources("src/main/java", "src/test/java", "web")) {
      var lines = lines(file);
      if (lines.size() > MAX_LINES) {
        wrong.add("%s has %d lines; split it by noun".formatted(file, lines.size()));
      }
      for (var n = 0; n < lines.size(); n++) {
        if (file.toString().endsWith(".java") && lines.get(n).length() > MAX_COLUMNS) {
          wrong.add("%s:%d is %d columns wide".formatted(file, n + 1, lines.get(n).length()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void bannedWordsHaveABetterOne() {
    var wrong = new TreeSet<String>();
    for (var file : sources("src/main/java")) {
      var lines = lines(file);
      for (var n = 0; n < lines.size(); n++) {
        for (var banned : BANNED.entrySet()) {
          if (banned.getKey().matcher(lines.get(n)).find()) {
            wrong.add("%s:%d — write %s: %s".formatted(file, n + 1, banned.getValue(), lines.get(n).strip()));
          }
        }
        if (lines.get(n).contains("Thread.sleep") && !MAY_SLEEP.contains(file.getFileName().toString())) {
          wrong.add("%s:%d — write a Worker".formatted(file, n + 1));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aModuleWritesOnlyItsOwnSchema() {
    var writes = Pattern.compile("(?i)\\b(?:insert into|update|delete from|truncate|copy)\\s+([a-z_]+)\\.[a-z_]+");
    var wrong = new TreeSet<String>();
    for (var file : sources("src/main/java")) {
      var module = file.subpath(5, 6).toString();
      var found = writes.matcher(String.join("\n", lines(file)));
      while (found.find()) {
        if (!found.group(1).equals(module)) {
          wrong.add("%s writes %s".formatted(file, found.group()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void screensTakeColoursFromTheTheme() {
    var colour = Pattern.compile("#[0-9a-fA-F]{3,8}\\b(?![^<]*>)|\\brgba?\\(|\\bhsla?\\(");
    var wrong = new TreeSet<String>();
    for (var file : files(Path.of("web/console/src"), ".css", ".tsx")) {
      var lines = lines(file);
      for (var n = 0; n < lines.size(); n++) {
        if (colour.matcher(lines.get(n)).find()) {
          wrong.add("%s:%d — use a token: %s".formatted(file, n + 1, lines.get(n).strip()));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Path> sources(String... roots) {
    return Stream.of(roots).flatMap(root -> files(Path.of(root), ".java", ".ts", ".tsx").stream()).toList();
  }

  private static List<Path> files(Path root, String... endings) {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (var found = Files.walk(root)) {
      return found
          .filter(file -> Stream.of(endings).anyMatch(end -> file.toString().endsWith(end)))
          .filter(file -> !file.toString().contains("node_modules") && !file.startsWith("web/dist"))
          .filter(file -> !file.endsWith("schema.d.ts"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
