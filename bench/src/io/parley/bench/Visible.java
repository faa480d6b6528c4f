package io.parley.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long after its event a tag can be read: visitors nobody knows look at one page three times in one call, and the
/// table of tags is asked every few milliseconds who has the tag by now.
final class Visible {
  private static final int PER_SECOND = 20;
  private static final int SENDERS = 4;
  private static final int LIMIT_SECONDS = 30;

  private final Server server;
  private final Connection database;
  private final Map<String, Long> expected = new ConcurrentHashMap<>();
  private final Times times = new Times();

  Visible(Server server, Connection database) {
    this.server = server;
    this.database = database;
  }

  static void rule(Server server) {
    var id = RuleLoad.make(server, "看了三次 probe", "probe",
        RuleLoad.did("page", "url", "contains", "\"/probe/\"", 3));
    server.call("POST", "/api/v1/rules/" + id + "/live", "");
  }

  /// The third visit completes the rule. Times are counted from when the call was due.
  Times measure(Duration length) {
    var looking = Thread.ofPlatform().start(this::look);
    Pace.run(SENDERS, PER_SECOND, length, n -> {
      var wire = new Wire(Server.PORT);
      return due -> {
        var visitor = "probe-" + java.util.UUID.randomUUID();
        expected.put(visitor, due);
        var status = wire.send(request(visitor));
        if (status != 200) {
          throw new IllegalStateException("Answered " + status + ": " + wire.body());
        }
      };
    });
    for (var waited = 0; !expected.isEmpty(); waited++) {
      if (waited > LIMIT_SECONDS * 10) {
        throw new IllegalStateException(expected.size() + " tags never came");
      }
      Bench.pause(100);
    }
    looking.interrupt();
    Load.join(java.util.List.of(looking));
    return times;
  }

  private byte[] request(String visitor) {
    var page = """
        {"type":"page","anonymousId":"%s","properties":{"url":"https://shop.example/probe/1","title":"probe"}}"""
        .formatted(visitor);
    var login = java.util.Base64.getEncoder().encodeToString((server.writeKey() + ":").getBytes());
    return Wire.request("POST", "/v1/batch", "Content-Type: application/json\r\nAuthorization: Basic " + login + "\r\n",
        "{\"batch\":[%1$s,%1$s,%1$s]}".formatted(page));
  }

  private void look() {
    try (var statement = database.prepareStatement("""
        select i.value from customer.identity i
        join customer.customer_tag t on t.identity_id = i.id and t.removed_at is null
        where i.kind = 'visitor' and i.value = any (?)
        """)) {
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

  private void ask(java.sql.PreparedStatement statement) throws SQLException {
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
