package io.parley.bench;

import io.parley.bench.crowd.Crowd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Whether made-up customers are what the fold would have made of the same events: a small crowd is loaded into one
/// server and told to another through its API, and their tables are compared by what people are known by, not by ids.
final class CrowdCheck {
  private static final int PEOPLE = 600;
  private static final double EVENTS_EACH = 20;
  private static final Map<String, String> TABLES = new LinkedHashMap<>(Map.of(
      "customers", """
          select string_agg(i.kind || ':' || i.value, ',' order by i.kind, i.value), c.name, c.email, c.phone,
            c.attributes, c.search, c.first_seen_at, c.last_seen_at, c.created_at, c.kinds, c.orders, c.spent::float,
            c.stage
          from customer.customer c join customer.identity i on i.customer_id = c.id
          where c.merged_into is null group by c.id""",
      "identities", """
          select kind, value, evidence, met_at, linked_at, traits, home = customer_id, parted, follows is null
          from customer.identity""",
      "events", """
          select i.kind, i.value, e.at, e.kind, e.name, e.url, e.title, e.channel, e.text, e.properties
          from timeline.event e join customer.identity i on i.id = e.identity_id""",
      "orders", """
          select o.number, o.channel, i.kind, i.value, o.placed_at, o.state, o.revenue::float, o.total::float,
            o.refunded::float, o.currency, o.lines, o.updated_at
          from commerce.customer_order o join customer.identity i on i.id = o.identity_id""",
      "carts", """
          select i.kind, i.value, c.items, c.told_at, c.emptied_at, c.updated_at
          from commerce.cart c join customer.identity i on i.id = c.identity_id""",
      "products", "select id, name, price::float, category, given from commerce.product"));

  private final Bench bench;

  CrowdCheck(Bench bench) {
    this.bench = bench;
  }

  void run() {
    var crowd = new Crowd(42, PEOPLE, EVENTS_EACH,
        Bench.now().truncatedTo(ChronoUnit.DAYS));
    Map<String, String> loaded;
    Map<String, String> folded;
    try (var server = Server.start(List.of()); var database = server.database()) {
      crowd.load(database, 1);
      loaded = digests(database);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    try (var server = Server.start(List.of()); var database = server.database(); var wire = new Wire(Server.PORT)) {
      crowd.tell(batch -> send(server, wire, batch));
      new Fold(database).awaitIdle(Duration.ofMinutes(2));
      folded = digests(database);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    loaded.forEach((table, digest) -> bench.report.add("made as the fold makes it: " + table, digest,
        String.valueOf(folded.get(table)), "–", "equal", digest.equals(folded.get(table))));
  }

  private static void send(Server server, Wire wire, String batch) {
    var login = java.util.Base64.getEncoder().encodeToString((server.writeKey() + ":").getBytes());
    var status = wire.send(Wire.request("POST", "/v1/batch",
        "Content-Type: application/json\r\nAuthorization: Basic " + login + "\r\n", batch));
    if (status != 200) {
      throw new IllegalStateException("Answered " + status + ": " + wire.body());
    }
  }

  /// Rows and the sum of their hashes, which knows no order.
  private static Map<String, String> digests(Connection database) throws SQLException {
    var digests = new LinkedHashMap<String, String>();
    for (var table : TABLES.entrySet()) {
      try (var statement = database.createStatement(); var row = statement.executeQuery(
          "select count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) %% 1000000007 from (%s) t"
              .formatted(table.getValue()))) {
        row.next();
        digests.put(table.getKey(), row.getString(1));
      }
      keep(database, table.getKey(), table.getValue());
    }
    return digests;
  }

  /// With `-Dbench.rows=FOLDER` the rows themselves are written down, to see what differs.
  private static void keep(Connection database, String name, String query) throws SQLException {
    var folder = System.getProperty("bench.rows");
    if (folder == null) {
      return;
    }
    var lines = new java.util.TreeSet<String>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery("select t::text from (%s) t".formatted(query))) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    try {
      var file = java.nio.file.Path.of(folder, name + "." + ProcessHandle.current().pid());
      var second = java.nio.file.Files.exists(file) ? java.nio.file.Path.of(file + ".folded") : file;
      java.nio.file.Files.write(second, lines);
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
