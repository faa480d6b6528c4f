package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Customers who come into a segment by one visit each and leave it within one minute, and how late they leave.
final class Flips {
  private final Server server;
  private final Connection database;
  private final String segment;

  /// Seconds: how long the oldest flip that was due waited at worst, and the last one after the minute.
  record Late(double worst, double last) {}

  Flips(Server server, Connection database, String segment) {
    this.server = server;
    this.database = database;
    this.segment = segment;
  }

  /// So many known browsers each tell of a visit within the minute from `first` on.
  void tell(int many, Instant first) {
    var random = new SplittableRandom(3);
    var login = java.util.Base64.getEncoder().encodeToString((server.writeKey() + ":").getBytes());
    var headers = "Content-Type: application/json\r\nAuthorization: Basic " + login + "\r\n";
    try (var wire = new Wire(Server.PORT)) {
      var some = new ArrayList<String>();
      for (var visitor : visitors(many)) {
        some.add("""
            {"type":"page","anonymousId":"%s","timestamp":"%s","properties":{"url":"https://shop.example/flip/"}}"""
            .formatted(visitor, first.plusMillis(random.nextInt(60_000))));
        if (some.size() == Events.BATCH) {
          var status = wire.send(Wire.request("POST", "/v1/batch", headers,
              "{\"batch\":[%s]}".formatted(String.join(",", some))));
          if (status != 200) {
            throw new IllegalStateException("Answered " + status + ": " + wire.body());
          }
          some.clear();
        }
      }
    }
  }

  private List<String> visitors(int many) {
    var visitors = new ArrayList<String>();
    try (var statement = database.createStatement(); var rows = statement.executeQuery("""
        select min(value) from customer.identity where kind = 'visitor' and value ~ '^[ab][0-9a-f]{16}$'
        group by customer_id order by customer_id limit %d
        """.formatted(many))) {
      while (rows.next()) {
        visitors.add(rows.getString(1));
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return visitors;
  }

  /// Watches the minute, and after it until nobody is overdue.
  Late late(Instant minute, Duration limit) {
    var fold = new Fold(database);
    var end = minute.plusSeconds(60);
    var worst = 0.0;
    while (true) {
      var overdue = fold.number("""
          select coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0) from audience.membership
          where segment_id = '%s' and due_at < clock_timestamp()
          """.formatted(segment));
      worst = Math.max(worst, overdue);
      var after = Duration.between(end, Bench.now());
      if (overdue <= 0 && !after.isNegative()) {
        return new Late(worst, after.toMillis() / 1000.0);
      }
      if (after.compareTo(limit) > 0) {
        throw new IllegalStateException("Flips are overdue by %.1f s".formatted(overdue));
      }
      Bench.pause(50);
    }
  }
}
