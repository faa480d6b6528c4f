package io.parley.demo.mail;

import io.parley.channel.ConnectionId;
import io.parley.channel.Connections;
import io.parley.channel.MailAccount;
import io.parley.channel.MailServer;
import io.parley.demo.line.DemoOn;
import io.parley.platform.Outside;
import io.parley.platform.Secrets;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// Connects a workspace with the simulated mail servers, as its merchant would with real ones.
@Component
@Conditional(DemoOn.class)
public class MailDemo {
  private static final String HERE = "127.0.0.1";

  private final MailHouse house;
  private final MailPeople people;
  private final Connections connections;
  private final Outside outside;
  private final Secrets secrets;

  MailDemo(MailHouse house, MailPeople people, Connections connections, Outside outside, Secrets secrets,
      Settings settings) {
    this.house = house;
    this.people = people;
    this.connections = connections;
    this.outside = outside;
    this.secrets = secrets;
    // Whoever unsubscribes in a simulated mail client calls the page that stands on this machine.
    outside.trust(URI.create(settings.url()));
  }

  /// Makes sure that the workspace is connected and that these people (name by address) have mailboxes, after whatever
  /// start was cut off. The servers answer elsewhere after each start.
  public ConnectionId connect(WorkspaceId workspace, String name, String address, Map<String, String> boxes) {
    boxes.forEach((whose, called) -> house.journal().open(whose, called));
    var draft = open(name, address).draft();
    var connection = connections.find(workspace, "email", name).orElseGet(() -> connections.connect(workspace, draft));
    connections.keep(workspace, connection, draft);
    return connection;
  }

  /// Opens a shop's account at the simulated servers.
  MailAccount open(String name, String address) {
    var doors = house.doors();
    var password = secrets.derive("demo mail " + address);
    outside.trust(URI.create("smtp://" + HERE + ":" + doors.smtp()));
    outside.trust(URI.create("imap://" + HERE + ":" + doors.imap()));
    house.shop(address, password);
    return new MailAccount(address, name, address,
        new MailServer(HERE, doors.smtp(), MailServer.Tls.NONE, address, password),
        Optional.of(new MailServer(HERE, doors.imap(), MailServer.Tls.NONE, address, password)));
  }

  /// Somebody with a mailbox writes to a shop.
  public void write(String from, String shop, String subject, String text) {
    people.write(from, shop, subject, text);
  }
}
