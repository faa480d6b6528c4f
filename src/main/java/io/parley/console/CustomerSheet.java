package io.parley.console;

import io.parley.customer.CustomerLine;
import io.parley.workspace.Workspace;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Customers as lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula begins with an apostrophe.
final class CustomerSheet {
  static final String ATTRIBUTE = "attribute:";
  private static final Map<String, List<String>> HEADS = Map.of("name", List.of("顧客", "Customer"),
      "stage", List.of("階段", "Stage"), "channels", List.of("通路", "Channels"), "tags", List.of("標籤", "Tags"),
      "orders", List.of("訂單", "Orders"), "spent", List.of("累計", "Total"), "first", List.of("第一次出現", "First seen"),
      "seen", List.of("最近出現", "Last seen"), "entered", List.of("進分眾", "Joined"));
  private static final Map<String, String> STAGES =
      Map.of("visitor", "訪客", "lead", "潛在", "member", "會員", "repeat", "回購", "lapsed", "沉睡");

  private final List<String> columns;
  private final boolean english;
  private final ZoneId zone;
  private final DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  CustomerSheet(List<String> columns, Workspace workspace, Locale locale) {
    this.columns = columns;
    this.english = locale.getLanguage().equals("en");
    this.zone = workspace.timeZone();
  }

  static List<String> attributes(List<String> columns) {
    return columns.stream().filter(one -> one.startsWith(ATTRIBUTE)).map(one -> one.substring(ATTRIBUTE.length()))
        .toList();
  }

  String head() {
    return "id," + String.join(",", columns.stream().map(this::head).toList()) + "\r\n";
  }

  private String head(String column) {
    var words = HEADS.get(column);
    return words == null ? quoted(column.substring(ATTRIBUTE.length())) : words.get(english ? 1 : 0);
  }

  String row(CustomerLine line) {
    return line.id() + "," + String.join(",", columns.stream().map(column -> cell(line, column)).toList()) + "\r\n";
  }

  private String cell(CustomerLine line, String column) {
    return switch (column) {
      case "name" -> quoted(line.name() == null ? "" : line.name());
      case "stage" -> english ? line.stage().word() : STAGES.getOrDefault(line.stage().word(), "");
      case "channels" -> quoted(String.join("、", ListQuery.channels(line.kinds())));
      case "tags" -> quoted(String.join("、", line.tags().stream().map(CustomerLine.TagName::name).toList()));
      case "orders" -> Integer.toString(line.orders());
      case "spent" -> line.spent().toPlainString();
      case "first" -> time(line.firstSeenAt());
      case "seen" -> time(line.lastSeenAt());
      case "entered" -> line.enteredAt() == null ? "" : time(line.enteredAt());
      default -> {
        var value = line.attributes().path(column.substring(ATTRIBUTE.length()));
        yield quoted(value.isMissingNode() || value.isNull() ? "" : value.isContainer() ? value.toString()
            : value.asString());
      }
    };
  }

  private String time(Instant at) {
    return time.format(at.atZone(zone));
  }

  static String quoted(String text) {
    var safe = text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
