package io.parley.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sends a file of real shop events to a running Parley, over several connections. Each person's events keep their
/// order on one of them. A batch that gets no answer is sent again: message ids make that safe, and a second replay
/// of the same file changes nothing.
public final class Replay {
  private static final int CONNECTIONS = 4;
  private static final int EVENTS_A_BATCH = 100;
  private static final int BATCHES_WAITING = 8;
  private static final int TRIES = 6;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_FOLD = Duration.ofMinutes(10);
  private static final long EVENTS_A_REPORT = 10_000;

  private final String url;
  private final String writeKey;
  private final Consumer<String> tell;
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /// What was sent, and how long it took.
  public record Summary(long lines, long unreadable, long events, Duration took) {
    long eventsASecond() {
      return Math.round(events / Math.max(took.toNanos() / 1e9, 1e-9));
    }
  }

  public Replay(String url, String writeKey, Consumer<String> tell) {
    this.url = url;
    this.writeKey = writeKey;
    this.tell = tell;
  }

  public static void main(String[] args) {
    if (args.length != 1) {
      System.err.println("Usage: bin/replay FILE   (shop events in the form of REES46's open data, .csv or .csv.gz)");
      System.exit(2);
    }
    try {
      var environment = environment();
      var replay = new Replay(required(environment, "PARLEY_URL"), required(environment, "PARLEY_WRITE_KEY"),
          IO::println);
      var summary = replay.send(Path.of(args[0]));
      IO.println("%,d lines (%,d unreadable) → %,d events in %.1f s, %,d events/s".formatted(summary.lines,
          summary.unreadable, summary.events, summary.took.toMillis() / 1e3, summary.eventsASecond()));
      replay.awaitFold(required(environment, "PARLEY_API_KEY"));
    } catch (RuntimeException refused) {
      System.err.println(refused.getMessage());
      System.exit(1);
    }
  }

  /// Returns when every event was acknowledged.
  public Summary send(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("There is no file " + file);
    }
    var start = System.nanoTime();
    var events = new ReplayFile(file, json);
    var lanes = new ArrayList<Lane>();
    for (var n = 0; n < CONNECTIONS; n++) {
      lanes.add(new Lane("replay-" + n));
    }
    events.events(event -> lanes.get(Math.floorMod(event.line().user().hashCode(), CONNECTIONS)).add(event.body()));
    lanes.forEach(Lane::finish);
    var broken = failure.get();
    if (broken != null) {
      throw broken;
    }
    return new Summary(events.lines(), events.unreadable(), sent.get(), Duration.ofNanos(System.nanoTime() - start));
  }

  /// Waits until the fold has caught up, and tells what became of everything that was ever accepted.
  void awaitFold(String apiKey) {
    var deadline = System.nanoTime() + LONGEST_FOLD.toNanos();
    while (System.nanoTime() < deadline) {
      var ledger = json.readTree(call(HttpRequest.newBuilder(URI.create(url + "/api/v1/home"))
          .header("Authorization", "Bearer " + apiKey).GET().build())).path("ledger");
      if (ledger.path("waiting").asLong(0) == 0) {
        tell.accept("All of it is folded: " + ledger);
        return;
      }
      pause(PAUSE);
    }
    throw new IllegalStateException("The fold has not caught up after " + LONGEST_FOLD.toMinutes() + " minutes");
  }

  /// One connection, and the batches that wait for it.
  private final class Lane {
    private final BlockingQueue<List<ObjectNode>> waiting = new ArrayBlockingQueue<>(BATCHES_WAITING);
    private final Thread thread;
    private List<ObjectNode> batch = new ArrayList<>();

    Lane(String name) {
      thread = Thread.ofVirtual().name(name).start(this::run);
    }

    void add(ObjectNode event) {
      batch.add(event);
      if (batch.size() == EVENTS_A_BATCH) {
        put();
      }
    }

    /// An empty batch is the end.
    void finish() {
      if (!batch.isEmpty()) {
        put();
      }
      put();
      try {
        thread.join();
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    private void put() {
      try {
        waiting.put(batch);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
      batch = new ArrayList<>();
    }

    private void run() {
      try {
        for (var next = waiting.take(); !next.isEmpty(); next = waiting.take()) {
          if (failure.get() == null) {
            post(next);
          }
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    private void post(List<ObjectNode> events) {
      try {
        var body = json.createObjectNode().put("writeKey", writeKey);
        body.putArray("batch").addAll(events);
        call(HttpRequest.newBuilder(URI.create(url + "/v1/batch")).header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body))).build());
        var now = sent.addAndGet(events.size());
        if (now / EVENTS_A_REPORT > (now - events.size()) / EVENTS_A_REPORT) {
          tell.accept("%,d events sent".formatted(now));
        }
      } catch (RuntimeException refused) {
        failure.compareAndSet(null, refused);
      }
    }
  }

  private String call(HttpRequest request) {
    for (var attempt = 1;; attempt++) {
      try {
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() < 300) {
          return answer.body();
        }
        if (attempt == TRIES || answer.statusCode() != 429 && answer.statusCode() < 500) {
          throw new IllegalStateException("Parley answered %d: %s".formatted(answer.statusCode(), answer.body()));
        }
      } catch (ConnectException nobodyThere) {
        throw new UncheckedIOException("No Parley answers at " + url + ". Start it with bin/up", nobodyThere);
      } catch (IOException lost) {
        if (attempt == TRIES) {
          throw new UncheckedIOException("The connection to " + url + " was lost", lost);
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", stopping);
      }
      pause(PAUSE.multipliedBy(attempt));
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /// The data folder's `demo.env`; what the environment itself says goes before it.
  private static Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    var data = System.getenv("PARLEY_DATA");
    var file = Path.of(data == null || data.isBlank() ? "data" : data).resolve("demo.env");
    try {
      if (Files.exists(file)) {
        for (var line : Files.readAllLines(file)) {
          var equals = line.indexOf('=');
          if (equals > 0) {
            environment.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The file " + file + " cannot be read", unreadable);
    }
    environment.putAll(System.getenv());
    return environment;
  }

  private static String required(Map<String, String> environment, String name) {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(name + " is not known. Start Parley with bin/up first, or set PARLEY_DATA");
    }
    return value;
  }
}
