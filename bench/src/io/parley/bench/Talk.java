package io.parley.bench;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Visitors who write, and how long each message takes to the agent's screen.
final class Talk {
  /// Visitors that one sender speaks for, because one may not write without end.
  private static final int TURNS = 40;

  record Rate(int senders, int perSecond) {}

  private Talk() {}

  /// Offers messages over HTTP and returns how long each took until it stood on the agent's socket, counted from when it
  /// was due to be sent.
  static Times offer(Server server, Agent agent, Rate rate, Duration length) {
    var times = new Times();
    Pace.run(rate.senders, rate.perSecond, length, n -> {
      var wire = new Wire(Server.PORT);
      var turn = new AtomicInteger();
      return due -> {
        var clientId = UUID.randomUUID().toString();
        agent.expect(clientId, due, times);
        var visitor = "%08d".formatted(ChatBench.VISITORS + n * TURNS + turn.getAndIncrement() % TURNS);
        var status = wire.send(Wire.request("POST", "/chat/v1/messages", headers(server, visitor), body(clientId)));
        if (status != 201) {
          throw new IllegalStateException("Answered " + status + ": " + wire.body());
        }
      };
    });
    agent.await();
    return times;
  }

  static String headers(Server server, String visitor) {
    return "Content-Type: application/json\r\nAuthorization: Visitor %s:chatting-%s:%s\r\n"
        .formatted(server.writeKey(), visitor, "0123456789abcdef0123456789abcdef");
  }

  static String body(String clientId) {
    return """
        {"clientId":"%s","content":{"kind":"text","text":"請問這個包還有藍色的嗎？想在週末前收到。"},\
        "page":{"url":"https://shop.example/products/0042","title":"帆布托特包"}}""".formatted(clientId);
  }
}
