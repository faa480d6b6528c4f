package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A year of a real shop's order lines, brought in as a file. Recency, frequency and money of each customer are
/// compared with a count over the file that shares no code with what is tested: an invoice is an order, one that
/// begins with C a credit note, which lowers what its customer paid and is no order. Skipped where the file is absent:
/// it is not ours to ship.
class OnlineRetailTest {
  private static final Path FILE = Path.of("../shared/data/online-retail-sample.csv.gz");
  private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
  private static TestParley parley;

  /// What one customer did: how many orders, for how much after credit notes, when last.
  private static final class Shopper {
    private final Set<String> orders = new HashSet<>();
    private BigDecimal money = BigDecimal.ZERO;
    private String last = "";

    private String text() {
      var at = last.isEmpty() ? "" : LocalDateTime.parse(last.replace(' ', 'T')).atZone(TAIPEI).toInstant().toString();
      return "%d orders, %s, last %s".formatted(orders.size(), money.stripTrailingZeros().toPlainString(), at);
    }
  }

  @AfterAll
  static void stop() {
    if (parley != null) {
      parley.close();
    }
  }

  @Test
  void aYearOfOrderLinesComesInWholeAndEachCustomersFiguresAreThoseOfAnIndependentCount() throws IOException {
    assumeThat(java.nio.file.Files.exists(FILE)).as("%s is not here, so the import of it is not tested", FILE).isTrue();
    parley = TestParley.start();
    var files = new Files(parley, Merchant.found(parley));
    byte[] bytes;
    try (var gzip = new GZIPInputStream(java.nio.file.Files.newInputStream(FILE))) {
      bytes = gzip.readAllBytes();
    }
    var lines = lines();
    var id = files.brought(bytes);
    var checked = files.check(id, Map.of());
    assertThat(checked.path("kind").asString()).isEqualTo("orders");
    assertThat(checked.at("/counts/rows").asInt()).isEqualTo(lines.size());
    assertThat(checked.at("/counts/bad").asInt()).isZero();
    var done = files.run(id);
    assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("done");
    assertThat(figures(files)).isEqualTo(count(lines));
    assertThat(done.at("/result/people").asInt()).isEqualTo((int) lines.stream()
        .filter(line -> !line.get(6).isEmpty() && !line.get(0).startsWith("C") && Integer.parseInt(line.get(3)) > 0)
        .map(line -> line.get(6)).distinct().count());
    var before = everything(files);
    var again = files.brought(bytes);
    files.check(again, Map.of());
    var repeated = files.run(again);
    assertThat(repeated.at("/counts/fresh").asInt()).isZero();
    assertThat(repeated.at("/counts/changed").asInt()).isZero();
    assertThat(everything(files)).isEqualTo(before);
  }

  private static Map<String, String> count(List<List<String>> lines) {
    var shoppers = new TreeMap<String, Shopper>();
    for (var line : lines) {
      if (line.get(6).isEmpty()) {
        continue;
      }
      var shopper = shoppers.computeIfAbsent(line.get(6).replace(".0", ""), number -> new Shopper());
      shopper.money = shopper.money.add(new BigDecimal(line.get(3)).multiply(new BigDecimal(line.get(5))));
      if (!line.get(0).startsWith("C")) {
        shopper.orders.add(line.get(0));
      }
    }
    // An order's time is that of its first line: in some invoices the clock moved on by a minute.
    var placed = new TreeMap<String, String>();
    lines.forEach(line -> placed.merge(line.get(0), line.get(4), (a, b) -> a.compareTo(b) < 0 ? a : b));
    shoppers.values().forEach(shopper -> shopper.orders.forEach(order -> {
      var at = String.valueOf(placed.get(order));
      shopper.last = at.compareTo(shopper.last) > 0 ? at : shopper.last;
    }));
    var figures = new TreeMap<String, String>();
    shoppers.forEach((number, shopper) -> figures.put(number, shopper.text()));
    return figures;
  }

  private static Map<String, String> figures(Files files) {
    var figures = new TreeMap<String, String>();
    for (var row : files.sql("""
        select i.value || '|' || count(o.placed_at) || '|' || sum(o.total - o.refunded) || '|'
          || coalesce(to_char(max(o.placed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
        from customer.identity i join commerce.customer_order o on o.identity_id = i.id
        where i.workspace_id = :workspace and i.kind = 'member' and o.state <> 'cancelled' group by i.value
        """)) {
      var cells = row.split("\\|", -1);
      figures.put(cells[0], "%s orders, %s, last %s".formatted(cells[1],
          new BigDecimal(cells[2]).stripTrailingZeros().toPlainString(), cells[3]));
    }
    return figures;
  }

  private static List<String> everything(Files files) {
    var digests = new ArrayList<String>();
    for (var table : List.of("timeline.event", "customer.identity", "commerce.customer_order")) {
      digests.addAll(files.sql("select count(*) || md5(string_agg(t::text, '' order by t::text)) from " + table
          + " t where workspace_id = :workspace"));
    }
    return digests;
  }

  /// A CSV reader of the test's own: quotes are doubled inside quotes, no line breaks within.
  private static List<List<String>> lines() throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(java.nio.file.Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(OnlineRetailTest::cells).toList();
    }
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var i = 0; i < line.length(); i++) {
      var c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
