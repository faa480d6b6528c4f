package io.parley.crash;

import io.parley.support.Call;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Senders that never stop: events in batches and messages of visitors. What was answered is *acknowledged*; what was
/// not is sometimes sent again, sometimes given up, and now and then something acknowledged is sent once more.
final class Storm implements AutoCloseable {
  static final int SHOPPERS = 25;
  static final int TALKERS = 8;
  private static final int EVENT_SENDERS = 4;
  private static final int MESSAGE_SENDERS = 2;
  private static final int MOST_IN_A_BATCH = 40;

  private final Call events;
  private final Call chat;
  private final String writeKey;
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private volatile boolean open = true;

  /// Name of an event, or client id of a message → whose it is.
  final Map<String, String> sent = new ConcurrentHashMap<>();
  final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  final Map<String, String> written = new ConcurrentHashMap<>();
  final Set<String> answered = ConcurrentHashMap.newKeySet();

  Storm(String url, String writeKey, long seed) {
    this.writeKey = writeKey;
    events = Call.to(url);
    chat = Call.to(url);
    for (var n = 0; n < EVENT_SENDERS; n++) {
      begin(new Random(seed + n), this::sendEvents);
    }
    for (var n = 0; n < MESSAGE_SENDERS; n++) {
      begin(new Random(seed + 100 + n), this::sendMessage);
    }
  }

  private void begin(Random chance, Consumer<Random> round) {
    senders.add(Thread.ofPlatform().daemon().name("storm").start(() -> {
      while (open) {
        round.accept(chance);
      }
    }));
  }

  private void sendEvents(Random chance) {
    var batch = new ArrayList<Map<String, Object>>();
    for (var n = 1 + chance.nextInt(MOST_IN_A_BATCH); n > 0; n--) {
      var name = "event-" + made.incrementAndGet();
      var shopper = "shopper-" + chance.nextInt(SHOPPERS);
      sent.put(name, shopper);
      batch.add(Map.of("type", "track", "event", name, "messageId", "id-of-" + name, "anonymousId", shopper));
    }
    var body = Map.of("writeKey", writeKey, "batch", batch);
    var names = batch.stream().map(event -> (String) event.get("event")).toList();
    deliver(chance, () -> events.post("/v1/batch", body).status() == 200 && acknowledged.addAll(names));
    if (chance.nextInt(10) == 0) {
      deliver(chance, () -> events.post("/v1/batch", body).status() == 200);
    }
  }

  private void sendMessage(Random chance) {
    var clientId = new UUID(chance.nextLong(), chance.nextLong()).toString();
    var talker = "talker-" + chance.nextInt(TALKERS);
    written.put(clientId, talker);
    var body = Map.of("clientId", clientId, "content", Map.of("kind", "text", "text", "訊息 " + clientId));
    var as = chat.with("Authorization", "Visitor " + writeKey + ":" + talker + ":0123456789abcdef0123456789abcdef");
    deliver(chance, () -> as.post("/chat/v1/messages", body).status() / 100 == 2 && answered.add(clientId));
    Victim.pause(Duration.ofMillis(60 + chance.nextInt(60)));
  }

  private interface Try {
    boolean done();
  }

  /// Tries until it is done, or gives up at a random point while the server is away.
  private void deliver(Random chance, Try attempt) {
    while (open) {
      try {
        if (attempt.done()) {
          return;
        }
      } catch (UncheckedIOException away) {
        if (chance.nextInt(4) == 0) {
          return;
        }
      }
      Victim.pause(Duration.ofMillis(50));
    }
  }

  /// How much was acknowledged so far.
  int count() {
    return acknowledged.size() + answered.size();
  }

  @Override
  public void close() {
    open = false;
    for (var sender : senders) {
      try {
        sender.join(Duration.ofSeconds(40));
      } catch (InterruptedException stopping) {
        throw new IllegalStateException(stopping);
      }
    }
  }
}
