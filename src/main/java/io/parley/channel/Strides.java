package io.parley.channel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Keeps the calls of a connection as far apart as its provider asks for: whoever calls faster is told to wait for a
/// second, and everything of that connection waits with it.
final class Strides {
  private final Map<ConnectionId, Long> next = new ConcurrentHashMap<>();

  /// Waits until it is this call's turn.
  void await(ConnectionId connection, int callsASecond) {
    if (callsASecond == Integer.MAX_VALUE) {
      return;
    }
    var now = System.nanoTime();
    var stride = TimeUnit.SECONDS.toNanos(1) / callsASecond;
    var mine = next.merge(connection, now, (turn, _) -> Math.max(turn + stride, now));
    for (var left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
