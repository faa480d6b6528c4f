package io.parley.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// How long after a call what follows from it can be read: visitors nobody knows send one call each, and the database
/// is asked every few milliseconds for whom it has come by now.
final class Arrivals {
  private static final int PER_SECOND = 20;
  private static final int SENDERS = 4;
  private static final int LIMIT_SECONDS = 30;

  private final Server server;
  private final Connection database;
  private final String query;
  private final Map<String, Long> expected = new ConcurrentHashMap<>();
  private final Times times = new Times();

  /// `query` answers with the visitors, of those in its one parameter (an array), for whom it has come.
  Arrivals(Server server, Connection database, String query) {
    this.server = server;
    this.database = database;
    this.query = query;
  }

  /// `call` makes the body of a batch from the name of a visitor. Times are counted from when the call was due.
  Times measure(Duration length, UnaryOperator<String> call) {
    var looking = Thread.ofPlatform().start(this::look);
    Pace.run(SENDERS, PER_SECOND, length, n -> {
      var wire = new Wire(Server.PORT);
      return due -> {
        var visitor = "probe-" + UUID.randomUUID();
        expected.put(visitor, due);
        var status = wire.send(request(call.apply(visitor)));
        if (status != 200) {
          throw new IllegalStateException("Answered " + status + ": " + wire.body());
        }
      };
    });
    for (var waited = 0; !expected.isEmpty(); waited++) {
      if (waited > LIMIT_SECONDS * 10) {
        throw new IllegalStateException(expected.size() + " never came");
      }
      Bench.pause(100);
    }
    looking.interrupt();
    Load.join(List.of(looking));
    return times;
  }

  private byte[] request(String batch) {
    var login = Base64.getEncoder().encodeToString((server.writeKey() + ":").getBytes());
    return Wire.request("POST", "/v1/batch", "Content-Type: application/json\r\nAuthorization: Basic " + login + "\r\n",
        batch);
  }

  private void look() {
    try (var statement = database.prepareStatement(query)) {
      while (!Thread.currentThread().isInterrupted()) {
        if (!expected.isEmpty()) {
          ask(statement);
        }
        Thread.sleep(3);
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(PreparedStatement statement) throws SQLException {
    statement.setArray(1, database.createArrayOf("text", expected.keySet().toArray()));
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        var due = expected.remove(rows.getString(1));
        if (due != null) {
          times.add(System.nanoTime() - due);
        }
      }
    }
  }
}
