package io.parley.journey;

import io.parley.channel.Content;
import io.parley.conversation.Author;
import io.parley.conversation.Conversations;
import io.parley.conversation.Draft;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Runs errands: tells other systems by webhook, and the team by a note on her conversation. At least once: the id of
/// an errand goes with it, by which whoever hears it twice can tell.
@Component
class Errands {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 20;
  private static final int MOST_ANSWER = 200;

  private final ErrandStore store;
  private final Outside outside;
  private final Conversations conversations;
  private final Customers customers;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;

  Errands(ErrandStore store, Outside outside, Conversations conversations, Customers customers, Database database,
      Clocks clocks, Workers workers) {
    this.store = store;
    this.outside = outside;
    this.conversations = conversations;
    this.customers = customers;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("journey errands", POLL, this::round);
  }

  private boolean round() {
    var some = database.engine(() -> store.claim(AT_ONCE));
    some.forEach(this::run);
    return some.size() == AT_ONCE;
  }

  private void run(ErrandStore.Errand errand) {
    if (errand.kind().equals("note")) {
      note(errand);
    } else {
      call(errand);
    }
  }

  private void call(ErrandStore.Errand errand) {
    try {
      var answer = outside.send(HttpRequest.newBuilder(URI.create(String.valueOf(errand.address())))
          .header("Content-Type", "application/json")
          .header("Parley-Delivery", errand.id().toString())
          .POST(HttpRequest.BodyPublishers.ofString(errand.body(), StandardCharsets.UTF_8)));
      if (answer.statusCode() < 300) {
        settle(errand, "done", Integer.toString(answer.statusCode()));
      } else {
        again(errand, Integer.toString(answer.statusCode()));
      }
    } catch (Outside.Forbidden forbidden) {
      settle(errand, "failed", text(forbidden));
    } catch (RuntimeException failure) {
      again(errand, text(failure));
    }
  }

  /// On the conversation in which something was said last. Who has none has nobody to read a note.
  private void note(ErrandStore.Errand errand) {
    var latest = customers.of(errand.workspace(), errand.identity())
        .flatMap(customer -> conversations.of(errand.workspace(), customer).stream().findFirst());
    if (latest.isEmpty()) {
      settle(errand, "failed", "no conversation");
      return;
    }
    try {
      conversations.note(errand.workspace(), latest.get().id(), new Draft("journey/" + errand.id(),
          new Author.System(), new Content.Text(errand.body(), java.util.List.of()), clocks.now(errand.workspace())));
      settle(errand, "done", latest.get().id().value().toString());
    } catch (Problem refused) {
      settle(errand, "failed", text(refused));
    }
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
