package io.parley.demo.line;

import io.parley.channel.ConnectionId;
import io.parley.channel.Simulated;
import io.parley.platform.Settings;
import io.parley.platform.WorkspaceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// One account of the simulated LINE for each workspace to try the connecting with, and somebody with a phone in it.
@Component
@Conditional(DemoOn.class)
class LinePractice implements Simulated {
  private static final String KIND = "line";
  private static final String VISITOR = "練習的客人";

  private final LineHouse house;
  private final LinePeople people;
  private final LineDemo demo;
  private final Settings settings;

  LinePractice(LineHouse house, LinePeople people, LineDemo demo, Settings settings) {
    this.house = house;
    this.people = people;
    this.demo = demo;
    this.settings = settings;
  }

  @Override
  public List<Practice> accounts(WorkspaceId workspace) {
    var channel = channel(workspace).orElseGet(() -> demo.opened(name(workspace), null));
    return List.of(new Practice(KIND, channel.name(), channel.channel(), channel.secret()));
  }

  @Override
  public Optional<Stand> stand(WorkspaceId workspace, String kind, String accountId) {
    return channel(workspace).filter(channel -> kind.equals(KIND) && channel.channel().equals(accountId))
        .map(_ -> new Stand(demo.endpoints(address()), LineDemo.PUBLIC_URL));
  }

  @Override
  public void connected(String kind, String accountId, ConnectionId connection) {
    demo.hook(accountId, connection, address());
    if (house.with(LineState::people).stream().noneMatch(person -> person.channel().equals(accountId))) {
      people.follow(people.join(accountId, VISITOR, null).userId());
    }
  }

  /// All of a demo's accounts are simulated.
  @Override
  public Optional<String> sayUrl(WorkspaceId workspace, String kind, String words) {
    return kind.equals(KIND)
        ? Optional.of(settings.url() + "/phones/?say=" + URLEncoder.encode(words, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private Optional<LineFact.Opened> channel(WorkspaceId workspace) {
    return house.with(state -> state.channels().stream().filter(one -> one.name().equals(name(workspace))).findFirst());
  }

  private static String name(WorkspaceId workspace) {
    return "練習帳號 " + workspace.value();
  }

  private String address() {
    return "http://localhost:" + settings.port();
  }
}
