package io.parley.journey;

import io.parley.channel.Content;
import io.parley.conversation.Author;
import io.parley.conversation.ConversationId;
import io.parley.conversation.Conversations;
import io.parley.conversation.Draft;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Members;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Runs errands: tells other systems by webhook, and the team in her conversation. At least once: the id of an errand
/// goes with it, by which whoever hears it twice can tell. Calls are signed as those that we take from shops are:
/// `Parley-Signature` is `v1=` and the hex HMAC-SHA256 of `Parley-Timestamp`, a dot and the body. Calls go many beside
/// each other, and what the team is told does not wait for them: a system that does not answer holds up nobody.
@Component
class Errands {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 20;
  /// A call takes up to ten seconds, and what is claimed must be called before the claim ends.
  private static final int CALLS = 64;
  private static final int MOST_ANSWER = 200;

  private final ErrandStore store;
  private final Outside outside;
  private final Conversations conversations;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;
  private final Members members;
  private final Secrets secrets;
  private final JsonMapper json;
  private final Semaphore free = new Semaphore(CALLS);
  private final Worker calls;

  Errands(ErrandStore store, Outside outside, Conversations conversations, Customers customers, Database database,
      Clocks clocks, Members members, Secrets secrets, JsonMapper json, Workers workers) {
    this.store = store;
    this.outside = outside;
    this.conversations = conversations;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
    this.members = members;
    this.secrets = secrets;
    this.json = json;
    workers.add("journey errands", POLL, this::tellSome);
    this.calls = workers.add("journey webhooks", POLL, this::callSome);
  }

  /// With what the receiver of a webhook checks that a call is ours; the same for all journeys of a workspace.
  String secret(WorkspaceId workspace) {
    return "whsec_" + secrets.derive("journey webhook " + workspace.value());
  }

  private boolean tellSome() {
    var some = database.engine(() -> store.claim(AT_ONCE, false));
    some.forEach(this::run);
    return some.size() == AT_ONCE;
  }

  private boolean callSome() {
    var hands = free.drainPermits();
    var taken = 0;
    try {
      if (hands > 0) {
        for (var errand : database.engine(() -> store.claim(hands, true))) {
          taken++;
          Thread.ofVirtual().name("errand-" + errand.id()).start(() -> {
            try {
              run(errand);
            } finally {
              free.release();
              calls.wake();
            }
          });
        }
      }
    } finally {
      free.release(hands - taken);
    }
    return false;
  }

  private void run(ErrandStore.Errand errand) {
    try {
      switch (errand.kind()) {
        case "note" -> tell(errand, this::note);
        case "assign" -> tell(errand, this::hand);
        default -> call(errand);
      }
    } catch (Outside.Forbidden | Problem refused) {
      settle(errand, "failed", text(refused));
    } catch (RuntimeException failure) {
      again(errand, text(failure));
    }
  }

  private void call(ErrandStore.Errand errand) {
    var stamp = Long.toString(clocks.wall().getEpochSecond());
    var signed = Secrets.hmac("HmacSHA256", secret(errand.workspace()).getBytes(StandardCharsets.UTF_8),
        (stamp + "." + errand.body()).getBytes(StandardCharsets.UTF_8));
    var answer = outside.send(HttpRequest.newBuilder(URI.create(String.valueOf(errand.address())))
        .header("Content-Type", "application/json")
        .header("Parley-Delivery", errand.id().toString())
        .header("Parley-Timestamp", stamp)
        .header("Parley-Signature", "v1=" + HexFormat.of().formatHex(signed))
        .POST(HttpRequest.BodyPublishers.ofString(errand.body(), StandardCharsets.UTF_8)));
    if (answer.statusCode() < 300) {
      settle(errand, "done", Integer.toString(answer.statusCode()));
    } else {
      again(errand, Integer.toString(answer.statusCode()));
    }
  }

  /// In the conversation in which something was said last. Who has none has no place where the team would read it.
  private void tell(ErrandStore.Errand errand, BiConsumer<ErrandStore.Errand, ConversationId> telling) {
    var latest = customers.of(errand.workspace(), errand.identity())
        .flatMap(customer -> conversations.of(errand.workspace(), customer).stream().findFirst());
    if (latest.isEmpty()) {
      settle(errand, "failed", "no_conversation");
      return;
    }
    telling.accept(errand, latest.get().id());
    settle(errand, "done", latest.get().id().value().toString());
  }

  private void note(ErrandStore.Errand errand, ConversationId conversation) {
    conversations.note(errand.workspace(), conversation, draft(errand, errand.body()));
  }

  private void hand(ErrandStore.Errand errand, ConversationId conversation) {
    var asked = json.readTree(errand.body());
    var to = asked.path("member").asString("");
    var member = members.of(errand.workspace()).stream().filter(one -> one.id().value().toString().equals(to))
        .findFirst().orElse(null);
    conversations.hand(errand.workspace(), conversation, draft(errand, asked.path("text").asString("")), member);
  }

  private Draft draft(ErrandStore.Errand errand, String text) {
    return new Draft("journey/" + errand.id(), new Author.Automation(errand.journey()),
        new Content.Text(text, List.of()), clocks.now(errand.workspace()));
  }

  private void again(ErrandStore.Errand errand, String answer) {
    if (errand.last()) {
      settle(errand, "failed", answer);
    } else {
      database.engine(() -> store.settle(errand, "planned", answer,
          clocks.wall().plus(FIRST_PAUSE.multipliedBy(1L << errand.tries()))));
    }
  }

  private void settle(ErrandStore.Errand errand, String state, String answer) {
    database.engine(() -> store.settle(errand, state, answer, clocks.wall()));
  }

  private static String text(RuntimeException failure) {
    var text = String.valueOf(failure.getMessage());
    return text.length() > MOST_ANSWER ? text.substring(0, MOST_ANSWER) : text;
  }
}
