package io.parley.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Fifty members of the team with the console open: each has a live socket and reads something every other second.
final class Readers implements AutoCloseable {
  private static final int READERS = 50;
  private static final int PAUSE_MILLIS = 2_000;
  private static final List<String> READ = List.of("customer page", "list", "search: name", "home");

  private final List<Thread> threads = new ArrayList<>();
  private final Times times = new Times();
  private volatile boolean open = true;

  Readers(Server server, Reading reading) {
    for (var n = 0; n < READERS; n++) {
      var number = n;
      threads.add(Thread.ofPlatform().start(() -> read(server, reading, number)));
    }
  }

  private void read(Server server, Reading reading, int number) {
    var random = new SplittableRandom(number);
    var socket = new LiveClient("/api/v1/live", server.apiKey());
    socket.onText(frame -> { });
    try (var wire = new Wire(Server.PORT)) {
      Bench.pause(random.nextInt(PAUSE_MILLIS));
      while (open) {
        var start = System.nanoTime();
        reading.ask(wire, READ.get(random.nextInt(READ.size())), random.nextInt(1000));
        times.add(System.nanoTime() - start);
        Bench.pause(PAUSE_MILLIS - 500 + random.nextInt(1000));
      }
    } finally {
      socket.close();
    }
  }

  Times times() {
    return times;
  }

  @Override
  public void close() {
    open = false;
    Load.join(threads);
  }
}
