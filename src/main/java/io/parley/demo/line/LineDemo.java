package io.parley.demo.line;

import io.parley.channel.Account;
import io.parley.channel.ConnectionId;
import io.parley.channel.Connections;
import io.parley.platform.Ids;
import io.parley.platform.Outside;
import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// Connects a workspace with the simulated LINE, as its merchant would with the real one.
@Component
@Conditional(DemoOn.class)
public class LineDemo {
  /// What the demo's shop is called on the web: LINE takes https only, and phones fetch from here what stands on this
  /// machine.
  static final String PUBLIC_URL = "https://kite.example";
  private static final int TRIES = 3;
  private static final int UNREACHABLE = 502;

  private final LineHouse house;
  private final LinePeople people;
  private final Connections connections;
  private final Outside outside;

  /// A channel that was opened at the simulator and connected.
  record Channel(ConnectionId connection, String id, String secret) {}

  LineDemo(LineHouse house, LinePeople people, Connections connections, Outside outside) {
    this.house = house;
    this.people = people;
    this.connections = connections;
    this.outside = outside;
  }

  /// Makes sure that the workspace is connected and that these people have phones, after whatever start was cut off;
  /// the first of them is a friend, the others have yet to find the shop. `address` is where this server answers; it
  /// may have moved since.
  public void connect(WorkspaceId workspace, String name, String address, List<String> phones) {
    trust(address);
    var channel = house.with(state -> state.channels().stream().filter(c -> c.name().equals(name)).findFirst())
        .orElseGet(() -> opened(name, null));
    var draft = draft(channel, address);
    var connection = connections.find(workspace, "line", name).orElseGet(() -> connected(workspace, draft, TRIES));
    connections.keep(workspace, connection, draft);
    hook(channel.channel(), connection, address);
    if (house.with(LineState::people).stream().noneMatch(person -> person.channel().equals(channel.channel()))) {
      var owners = phones.stream().map(phone -> people.join(channel.channel(), phone, null)).toList();
      people.follow(owners.getFirst().userId());
    }
  }

  /// Friends of the shop of this name who have no phone on the table. They are told by keys of the caller's own, and
  /// answered by their ids on LINE; the same again are the same.
  public Map<String, String> crowd(String name, Map<String, String> nicknames) {
    var channel = house.with(state -> state.channels().stream().filter(c -> c.name().equals(name)).findFirst());
    var users = new HashMap<String, String>();
    channel.ifPresent(known -> nicknames.forEach((key, nickname) -> {
      var user = "U" + Secrets.sha256(known.channel() + key).substring(0, 32);
      users.put(key, user);
      if (house.with(state -> state.person(user)).isEmpty()) {
        house.record(new LineFact.Person(user, known.channel(), nickname, null, true, false, true));
      }
    }));
    return users;
  }

  /// Opens a channel at the simulator and connects it. `monthly` null: no limit.
  Channel open(WorkspaceId workspace, String name, String address, @Nullable Long monthly) {
    trust(address);
    var opened = opened(name, monthly);
    var connection = connected(workspace, draft(opened, address), TRIES);
    hook(opened.channel(), connection, address);
    return new Channel(connection, opened.channel(), opened.secret());
  }

  /// A machine that is busy with its own start may be too slow to answer itself.
  private ConnectionId connected(WorkspaceId workspace, Connections.Draft draft, int tries) {
    try {
      return connections.connect(workspace, draft);
    } catch (Problem slow) {
      if (slow.status() != UNREACHABLE || tries == 1) {
        throw slow;
      }
      return connected(workspace, draft, tries - 1);
    }
  }

  LineFact.Opened opened(String name, @Nullable Long monthly) {
    var opened = new LineFact.Opened("20" + Ids.digits(8), Ids.hex(16), null, "U" + Ids.hex(16),
        "@" + Ids.digits(3) + "kite", name, monthly, true);
    house.record(opened);
    return opened;
  }

  void hook(String channel, ConnectionId connection, String address) {
    house.record(new LineFact.HookSet(channel, address + "/hooks/line/" + connection));
  }

  private void trust(String address) {
    outside.trust(URI.create(address));
  }

  private static Connections.Draft draft(LineFact.Opened channel, String address) {
    return Connections.Draft.of("line", channel.name(), channel.channel(), channel.secret(), null)
        .at(at(address), PUBLIC_URL);
  }

  /// Where the simulator answers; from now on we call there.
  Account.Endpoints endpoints(String address) {
    trust(address);
    return at(address);
  }

  private static Account.Endpoints at(String address) {
    return new Account.Endpoints(URI.create(address + "/sim/line"), URI.create(address + "/sim/line-data"),
        URI.create(address + "/sim/line"));
  }
}
