package io.parley.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Pages of the console over a loaded database: one customer, the list in each order, and searches of every kind, each
/// for other people every time.
final class Reading {
  private static final int PEOPLE = 400;

  private final Server server;
  private final Map<String, List<byte[]>> requests = new LinkedHashMap<>();

  Reading(Server server, Connection database) {
    this.server = server;
    try {
      prepare(database);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void prepare(Connection database) throws SQLException {
    var random = new SplittableRandom(7);
    try (var statement = database.createStatement(); var rows = statement.executeQuery("""
        select c.id, c.name, c.email, c.phone, i.value from customer.customer c
        join customer.identity i on i.customer_id = c.id and i.kind = 'member'
        where c.phone is not null and abs(hashtext(c.id::text)) %% 1000 < 200 limit %d
        """.formatted(PEOPLE))) {
      while (rows.next()) {
        add("customer page", "/api/v1/customers/" + rows.getString(1));
        var name = rows.getString(2);
        search("name", name);
        search("given name, two characters", name.substring(Math.max(0, name.length() - 2)));
        search("family name, one character", name.substring(0, 1));
        search("phone as written", rows.getString(4));
        var digits = rows.getString(4).replaceAll("\\D", "");
        search("part of a phone", digits.substring(digits.length() - 6));
        search("e-mail", rows.getString(3));
        search("part of an e-mail", rows.getString(3).substring(0, 5));
        search("host of an e-mail", rows.getString(3).substring(rows.getString(3).indexOf('@') + 1));
        search("member number", rows.getString(5));
        search("nobody", "龘" + random.nextInt(1000));
      }
    }
    for (var sort : List.of("seen", "first", "orders", "spent", "-spent")) {
      add("list", "/api/v1/customers?limit=60&sort=" + sort);
      for (var stage : List.of("visitor", "lead", "member", "repeat")) {
        add("list of a stage", "/api/v1/customers?limit=60&sort=" + sort + "&stage=" + stage);
      }
      add("list of who lapsed", "/api/v1/customers?limit=60&stage=lapsed&sort=" + sort);
      for (var query : List.of("gmail.com", "陳", "怡君", "amy")) {
        add("search in each order", "/api/v1/customers?limit=60&sort=" + sort + "&query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8));
      }
    }
    add("list of a channel with few", "/api/v1/customers?limit=60&channel=line");
    add("how many", "/api/v1/customers/count");
    add("how many of a stage", "/api/v1/customers/count?stage=member");
    add("home", "/api/v1/home");
  }

  private void search(String what, String query) {
    add("search: " + what,
        "/api/v1/customers?limit=60&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
  }

  private void add(String what, String path) {
    requests.computeIfAbsent(what, w -> new ArrayList<>()).add(Wire.request("GET", path,
        "Authorization: Bearer " + server.apiKey() + "\r\n", ""));
  }

  List<String> kinds() {
    return List.copyOf(requests.keySet());
  }

  /// Two readers who ask as soon as they have read.
  Times measure(String kind, Duration length) {
    var turn = new AtomicInteger();
    var all = new ArrayList<Times>();
    var threads = new ArrayList<Thread>();
    var end = System.nanoTime() + length.toNanos();
    for (var n = 0; n < 2; n++) {
      var times = new Times();
      all.add(times);
      threads.add(Thread.ofPlatform().start(() -> {
        try (var wire = new Wire(Server.PORT)) {
          while (System.nanoTime() < end) {
            var start = System.nanoTime();
            ask(wire, kind, turn.getAndIncrement());
            times.add(System.nanoTime() - start);
          }
        }
      }));
    }
    Load.join(threads);
    return Times.of(all);
  }

  void ask(Wire wire, String kind, int turn) {
    var some = requests.get(kind);
    var status = wire.send(some.get(turn % some.size()));
    if (status != 200) {
      throw new IllegalStateException(kind + " answered " + status + ": " + wire.body());
    }
  }
}
