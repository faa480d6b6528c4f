package io.parley.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The agent's screen: one live socket that notes when each expected message appears.
final class Agent implements AutoCloseable {
  private static final String CLIENT_ID = "\"clientId\":\"";
  private static final int UUID_LENGTH = 36;
  private static final int LIMIT_MILLIS = 10_000;

  private final LiveClient socket;
  private final Map<String, Due> expected = new ConcurrentHashMap<>();

  private record Due(long at, Times times) {}

  Agent(Server server) {
    socket = new LiveClient("/api/v1/live", server.apiKey());
    socket.onText(this::heard);
  }

  void expect(String clientId, long due, Times times) {
    expected.put(clientId, new Due(due, times));
  }

  private void heard(String frame) {
    var now = System.nanoTime();
    if (!frame.contains("\"type\":\"message\"")) {
      return;
    }
    var at = frame.indexOf(CLIENT_ID);
    if (at >= 0) {
      var from = at + CLIENT_ID.length();
      var due = expected.remove(frame.substring(from, from + UUID_LENGTH));
      if (due != null) {
        due.times.add(now - due.at);
      }
    }
  }

  /// Waits until every expected message has appeared: one that never does would make the percentiles a lie.
  void await() {
    for (var waited = 0; !expected.isEmpty(); waited += 20) {
      if (waited > LIMIT_MILLIS) {
        throw new IllegalStateException(expected.size() + " messages never reached the agent");
      }
      Bench.pause(20);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
