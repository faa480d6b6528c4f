package io.parley.demo;

import io.parley.customer.Customers;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Settings;
import io.parley.workspace.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A month of behaviour of Kite's synthetic customers, sent to the collectors as a shop's server would. The same seed
/// makes the same people each time, and the same message ids, so that a start that was cut off goes on where it was.
@Component
class KiteHistory {
  private static final Logger LOG = LoggerFactory.getLogger(KiteHistory.class);
  private static final int PEOPLE = 1_400;
  private static final int DAYS = 30;
  private static final int BATCH = 100;
  private static final long SEED = 20_261_122;
  private static final String LAST = "kite-history-end";

  private final Settings settings;
  private final Database database;
  private final Customers customers;
  private final KiteTalks talks;
  private final KiteImports imports;
  private final KiteCoupons coupons;
  private final KiteBroadcasts broadcasts;
  private final KiteFriends friends;
  private final KiteCarts carts;
  private final Clocks clocks;
  private final JsonMapper json;
  private final List<KiteProduct> products;

  /// Who they are, and what they did.
  private record Month(List<Person> people, List<ObjectNode> events) {}

  KiteHistory(
      Settings settings, Database database, Customers customers, KiteTalks talks, KiteImports imports,
      KiteCoupons coupons, KiteBroadcasts broadcasts, KiteFriends friends,
      KiteCarts carts, Clocks clocks, JsonMapper json) {
    this.settings = settings;
    this.database = database;
    this.customers = customers;
    this.talks = talks;
    this.imports = imports;
    this.coupons = coupons;
    this.broadcasts = broadcasts;
    this.friends = friends;
    this.carts = carts;
    this.clocks = clocks;
    this.json = json;
    this.products = KiteProduct.all(json);
  }

  /// Tells the history in the background, unless it was told before.
  void begin(Workspace kite) {
    var told = database.tenant(kite.id(), () -> customers.find(kite.id(), IdentityKey.visitor(LAST))).isPresent();
    if (!told) {
      Thread.ofVirtual().name("kite-history").start(() -> tell(kite));
    }
  }

  private void tell(Workspace kite) {
    try (var client = HttpClient.newHttpClient()) {
      var now = clocks.now(kite.id());
      var month = month(now);
      var events = month.events;
      var end = events.size() - 1;
      var known = friends.meet(kite, month.people);
      sendAll(client, kite, events.subList(0, end));
      talks.tell(kite);
      imports.bring(client, events);
      coupons.give(kite);
      var because = broadcasts.tell(kite, known);
      sendAll(client, kite, because);
      var left = carts.invent(kite, month.people, sorted(events.subList(0, end), because), now);
      sendAll(client, kite, left.events());
      carts.tell(kite, left);
      send(client, kite, events.subList(end, events.size())); // only now is everything told
      LOG.debug("Kite's history: {} events", events.size());
    } catch (IOException failure) {
      LOG.warn("Kite's history was cut off and goes on at the next start", failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll(HttpClient client, Workspace kite, List<ObjectNode> events)
      throws IOException, InterruptedException {
    for (var from = 0; from < events.size(); from += BATCH) {
      send(client, kite, events.subList(from, Math.min(from + BATCH, events.size())));
    }
  }

  private void send(HttpClient client, Workspace kite, List<ObjectNode> events)
      throws IOException, InterruptedException {
    var body = json.createObjectNode().put("writeKey", kite.writeKey());
    body.put("sentAt", clocks.now(kite.id()).toString());
    body.putArray("batch").addAll(events);
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + settings.port() + "/v1/batch"))
        .header("Content-Type", "application/json")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
        .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("The collector answered %d: %s".formatted(answer.statusCode(), answer.body()));
    }
  }

  /// All events of the month before `now`, in the order they happened, and one that marks the end.
  private Month month(Instant now) {
    var random = new Random(SEED);
    var people = new ArrayList<Person>();
    var events = new ArrayList<ObjectNode>();
    for (var n = 0; n < PEOPLE; n++) {
      var person = Person.invent(n, random);
      people.add(person);
      var visits = 1 + (int) (person.appetite() * random.nextInt(4));
      for (var visit = 0; visit < visits; visit++) {
        var start = now.minus(Duration.ofMinutes(30 + (long) (random.nextDouble() * DAYS * 24 * 60)));
        events.addAll(new KiteVisit(json, products, settings.url(), person, random).events(daytime(start), visit));
      }
    }
    events.removeIf(event -> Instant.parse(event.get("timestamp").stringValue()).isAfter(now));
    events.sort(Comparator.comparing(event -> event.get("timestamp").stringValue()));
    events.add(KiteVisit.end(json, LAST, now));
    return new Month(people, events);
  }

  private static List<ObjectNode> sorted(List<ObjectNode> some, List<ObjectNode> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    all.sort(Comparator.comparing(event -> event.get("timestamp").stringValue()));
    return all;
  }

  /// Few shop between one and seven in the morning, Taipei time.
  private static Instant daytime(Instant at) {
    var hour = at.atZone(java.time.ZoneId.of("Asia/Taipei")).getHour();
    return hour >= 1 && hour < 7 ? at.minus(Duration.ofHours(9)) : at;
  }
}
