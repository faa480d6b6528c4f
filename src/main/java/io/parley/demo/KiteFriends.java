package io.parley.demo;

import static java.util.stream.Collectors.toMap;

import io.parley.channel.Connections;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.demo.line.LineDemo;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Who of Kite's customers is its friend on LINE, and who said yes to its letters: told before what they did, so that
/// what they leave in their carts can be spoken of.
@Component
class KiteFriends {
  private static final String WORDING = "想收到風箏選物的新品和優惠";
  private static final int AT_ONCE = 200;
  private static final Duration BEFORE = Duration.ofDays(31);

  private final ObjectProvider<LineDemo> line;
  private final Connections connections;
  private final Customers customers;
  private final Consents consents;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  KiteFriends(ObjectProvider<LineDemo> line, Connections connections, Customers customers, Consents consents,
      Timeline timeline, Database database, Clocks clocks) {
    this.line = line;
    this.connections = connections;
    this.customers = customers;
    this.consents = consents;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  /// Whose each identity on LINE is. The same again changes nothing.
  Map<IdentityId, Person> meet(Workspace kite, List<Person> people) {
    var since = clocks.now(kite.id()).minus(BEFORE);
    var friends = people.stream().filter(Person::friend).toList();
    var met = new HashMap<IdentityId, Person>();
    connections.find(kite.id(), "line", kite.name()).ifPresent(connection -> line.ifAvailable(demo -> {
      var users = demo.crowd(kite.name(), friends.stream().collect(toMap(Person::anonymousId, Person::nickname)));
      for (var from = 0; from < friends.size(); from += AT_ONCE) {
        var some = friends.subList(from, Math.min(from + AT_ONCE, friends.size()));
        met.putAll(database.tenant(kite.id(), () -> link(kite, some, since, person ->
            new IdentityKey("line", connection + ":" + users.get(person.anonymousId())))));
      }
    }));
    database.tenant(kite.id(), () -> people.stream().filter(Person::subscriber).forEach(person ->
        consents.add(kite.id(), customers.ensure(kite.id(), IdentityKey.visitor(person.anonymousId())), new Consent(
            Consent.Purpose.marketing, Consent.Channel.email, true, WORDING, "import", null, since))));
    return met;
  }

  private Map<IdentityId, Person> link(Workspace kite, List<Person> some, Instant since,
      java.util.function.Function<Person, IdentityKey> named) {
    var met = new HashMap<IdentityId, Person>();
    var facts = new ArrayList<NewFact>();
    for (var person : some) {
      var browser = customers.ensure(kite.id(), IdentityKey.visitor(person.anonymousId()));
      var friend = customers.ensure(kite.id(), named.apply(person));
      customers.setName(kite.id(), friend, person.nickname());
      facts.add(NewFact.link(browser, friend, "code", "kite-friend-" + person.anonymousId(), since));
      met.put(friend, person);
    }
    timeline.append(kite.id(), facts);
    return met;
  }
}
