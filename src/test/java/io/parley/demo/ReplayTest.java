package io.parley.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.parley.platform.Database;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Ledger;
import io.parley.timeline.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Three hours of a real shop, sent through the HTTP API. What Parley makes of them is compared with a count over the
/// file that shares no code with it. Skipped where the file is absent: it is not ours to ship.
class ReplayTest {
  private static final Path FILE = Path.of("../shared/data/rees46-2019-10-01.csv.gz");
  private static final List<Asked> ASKED = List.of(new Asked("/products/", 5, 1), new Asked("/products/1004", 3, 1),
      new Asked("/PRODUCTS/1005105", 2, 1), new Asked("shop/products/4", 2, 30), new Asked("/products/3701453", 13, 1),
      new Asked("/products/3701453", 14, 1));
  private static TestParley parley;
  private static Merchant merchant;

  private record Asked(String contains, int times, int days) {}

  /// Columns of a line, by their place: 0 time, 1 kind, 2 product, 6 price, 7 user, 8 session.
  private record Line(String[] columns) {
    Instant at() {
      return Instant.parse(columns[0].substring(0, 10) + "T" + columns[0].substring(11, 19) + "Z");
    }

    boolean is(String kind) {
      return columns[1].equals(kind);
    }

    String product() {
      return columns[2];
    }

    BigDecimal price() {
      return new BigDecimal(columns[6]);
    }

    String user() {
      return columns[7];
    }

    String session() {
      return columns[8];
    }
  }

  @AfterAll
  static void stop() {
    if (parley != null) {
      parley.close();
    }
  }

  @Test
  void threeHoursOfARealShopComeOutAsAnIndependentCountHasThemAndASecondTimeChangesNothing() throws IOException {
    assumeThat(Files.exists(FILE)).as("%s is not here, so the replay is not tested", FILE).isTrue();
    parley = TestParley.start();
    merchant = Merchant.found(parley);
    ASKED.forEach(ReplayTest::rule);
    var replay = new Replay(parley.url(), merchant.workspace().writeKey(), progress -> {});
    var summary = replay.send(FILE);
    settle();
    var lines = lines();
    assertThat(summary.unreadable()).isZero();
    assertThat(sql("select count(distinct customer_id)::text from customer.person where workspace_id = :workspace"))
        .containsExactly(Long.toString(lines.stream().map(Line::user).distinct().count()));
    assertThat(views("page", "url")).isEqualTo(countViews(lines, "https://shop/products/"));
    assertThat(views("Product Viewed", "properties->>'product_id'")).isEqualTo(countViews(lines, ""));
    assertThat(carts()).isEqualTo(countCarts(lines));
    assertThat(orders()).isEqualTo(countOrders(lines));
    for (var asked : ASKED) {
      assertThat(tags(asked)).as("%s", asked).isEqualTo(countTags(lines, asked));
    }
    var before = everything();
    var ledger = ledger();
    replay.send(FILE);
    settle();
    assertThat(everything()).isEqualTo(before);
    assertThat(ledger().folded()).isEqualTo(ledger.folded());
    assertThat(ledger().repeated()).isEqualTo(ledger.repeated() + summary.events());
  }

  private static Ledger ledger() {
    return parley.get(Timeline.class).ledger(merchant.workspace().id());
  }

  private static Map<String, Long> countViews(List<Line> lines, String prefix) {
    var views = new TreeMap<String, Long>();
    lines.stream().filter(line -> line.is("view"))
        .forEach(line -> views.merge(line.user() + " " + prefix + line.product(), 1L, Long::sum));
    return views;
  }

  /// Cart lines of people until the purchases of a session are over, which empties it.
  private static Map<String, String> countCarts(List<Line> lines) {
    var last = new HashMap<String, Line>();
    lines.stream().filter(line -> line.is("purchase")).forEach(line -> last.put(line.session(), line));
    var carts = new HashMap<String, TreeMap<String, Integer>>();
    for (var line : lines) {
      if (line.is("cart")) {
        carts.computeIfAbsent(line.user(), user -> new TreeMap<>()).merge(line.product(), 1, Integer::sum);
      } else if (last.get(line.session()) == line) {
        carts.remove(line.user());
      }
    }
    var counted = new TreeMap<String, String>();
    carts.forEach((user, cart) -> counted.put(user, cart.toString()));
    return counted;
  }

  private static Map<String, String> countOrders(List<Line> lines) {
    var sums = new TreeMap<String, BigDecimal>();
    var last = new HashMap<String, Line>();
    lines.stream().filter(line -> line.is("purchase")).forEach(line -> {
      sums.merge(line.session(), line.price(), BigDecimal::add);
      last.put(line.session(), line);
    });
    var counted = new TreeMap<String, String>();
    sums.forEach((session, sum) -> counted.put(session,
        "%s %s %s".formatted(last.get(session).user(), last.get(session).at(), plain(sum))));
    return counted;
  }

  private static Map<String, Instant> countTags(List<Line> lines, Asked asked) {
    var seen = new HashMap<String, List<Instant>>();
    lines.stream().filter(line -> line.is("view"))
        .filter(line -> ("https://shop/products/" + line.product()).contains(asked.contains().toLowerCase()))
        .forEach(line -> seen.computeIfAbsent(line.user(), user -> new ArrayList<>()).add(line.at()));
    var tagged = new TreeMap<String, Instant>();
    seen.forEach((user, times) -> {
      if (times.size() >= asked.times()) {
        tagged.put(user, times.stream().sorted().toList().get(asked.times() - 1));
      }
    });
    return tagged;
  }

  private static Map<String, Long> views(String name, String what) {
    var views = new TreeMap<String, Long>();
    for (var row : sql("""
        select identity.value || ' ' || (%s) || '|' || count(*) from timeline.event
          join customer.identity on identity.id = event.identity_id
        where event.workspace_id = :workspace and identity.kind = 'member' and name = '%s'
        group by identity.value, %s
        """.formatted(what, name, what))) {
      views.put(row.substring(0, row.lastIndexOf('|')), Long.parseLong(row.substring(row.lastIndexOf('|') + 1)));
    }
    return views;
  }

  private static Map<String, String> carts() {
    var carts = new TreeMap<String, String>();
    for (var row : sql("""
        select identity.value || '|' || (select string_agg(product || '=' || pieces, ', ' order by product) from (
          select i->>'productId' as product, sum((i->>'quantity')::int) as pieces
          from jsonb_array_elements(items) i group by 1) lines)
        from commerce.cart join customer.identity on identity.id = cart.identity_id
        where cart.workspace_id = :workspace and items <> '[]'
        """)) {
      carts.put(row.split("\\|")[0], "{" + row.split("\\|")[1] + "}");
    }
    return carts;
  }

  private static Map<String, String> orders() {
    var database = parley.get(Database.class);
    var orders = new TreeMap<String, String>();
    database.engine(() -> database.sql().sql("""
        select number, value, placed_at, revenue, total from commerce.customer_order
          join customer.identity on identity.id = customer_order.identity_id
        where customer_order.workspace_id = :workspace
        """)
        .param("workspace", merchant.workspace().id().value())
        .query(row -> {
          assertThat(row.getBigDecimal(4)).isEqualByComparingTo(row.getBigDecimal(5));
          orders.put(row.getString(1), "%s %s %s".formatted(row.getString(2), row.getTimestamp(3).toInstant(),
              plain(row.getBigDecimal(4))));
        }));
    return orders;
  }

  private static Map<String, Instant> tags(Asked asked) {
    var tags = new TreeMap<String, Instant>();
    var database = parley.get(Database.class);
    database.engine(() -> database.sql().sql("""
        select member.value, carried.since from customer.carried
          join customer.tag on tag.id = carried.tag_id and tag.name = :tag
          join customer.identity member on member.customer_id = carried.customer_id and member.kind = 'member'
        where carried.workspace_id = :workspace
        """)
        .param("workspace", merchant.workspace().id().value())
        .param("tag", asked.toString())
        .query(row -> {
          tags.put(row.getString(1), row.getTimestamp(2).toInstant());
        }));
    return tags;
  }

  private static List<String> everything() {
    var digests = new ArrayList<String>();
    for (var table : List.of("timeline.event", "customer.identity", "customer.customer_tag", "commerce.cart",
        "commerce.customer_order", "audience.cell", "commerce.product")) {
      digests.addAll(sql("select count(*) || md5(string_agg(t::text, '' order by t::text)) from " + table
          + " t where workspace_id = :workspace"));
    }
    return digests;
  }

  private static List<String> sql(String text) {
    var database = parley.get(Database.class);
    return database.engine(() -> database.sql().sql(text)
        .param("workspace", merchant.workspace().id().value()).query(String.class).list());
  }

  private static void rule(Asked asked) {
    var condition = Merchant.visited(asked.contains(), asked.times(), asked.days());
    var rule = merchant.api().post("/api/v1/rules",
        Map.of("name", "r", "tag", asked.toString(), "condition", condition)).json();
    merchant.api().post("/api/v1/rules/" + rule.path("id").asString() + "/live", Map.of());
  }

  private static void settle() {
    Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(50))
        .until(() -> ledger().waiting() == 0);
    merchant.awaitRules();
  }

  /// A line that stands there twice is one.
  private static List<Line> lines() throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(
        new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      return new LinkedHashSet<>(reader.readAllLines()).stream().skip(1).map(line -> new Line(line.split(",", -1)))
          .toList();
    }
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
