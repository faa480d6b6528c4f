package io.parley.demo.line;

import io.parley.channel.Channels;
import io.parley.channel.ConnectionId;
import io.parley.channel.Content;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.node.ObjectNode;

/// A Parley with the simulated LINE in it, a merchant who is connected to it, and somebody with a phone. Its wall clock
/// can be moved.
public final class LineRig {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LineRig shared;

  final TestParley parley;
  final Merchant merchant;
  final LineHouse house;
  final LinePeople people;
  final LineDemo.Channel channel;
  final LineFact.Person person;

  /// What became of a message.
  record Row(String state, String way, String reason, int cost, int attempts) {}

  static final class Clock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    void advance(Duration by) {
      ahead = ahead.plus(by);
    }

    void back() {
      ahead = Duration.ZERO;
    }
  }

  @Configuration
  static class MovedClock {
    @Bean
    @Primary
    Clock movedClock() {
      return new Clock();
    }
  }

  private LineRig(TestParley parley, Merchant merchant, LineDemo.Channel channel) {
    this.parley = parley;
    this.merchant = merchant;
    this.channel = channel;
    this.house = parley.get(LineHouse.class);
    this.people = parley.get(LinePeople.class);
    this.person = people.join(channel.id(), "林郁晴", null);
    people.follow(person.userId());
    quiet();
    forgetReplyToken();
  }

  /// Following gives a reply token too; without it the next message is pushed.
  void forgetReplyToken() {
    sql("update channel.contact set reply_token = null where address = '%s'".formatted(person.userId()));
  }

  /// The one server of all these tests; it ends with the JVM. Each test has its own merchant on it.
  public static synchronized LineRig shared() {
    if (shared == null) {
      var parley = TestParley.start(TestDatabase.settings(true), MovedClock.class, Recorder.Recording.class);
      shared = with(parley, null);
    }
    return shared;
  }

  /// That server alone, for tests of other simulators.
  public static TestParley server() {
    return shared().parley;
  }

  /// Another merchant, channel and person on the same server.
  static LineRig with(TestParley parley, Long monthly) {
    var merchant = Merchant.found(parley);
    var channel = parley.get(LineDemo.class)
        .open(merchant.workspace().id(), "風箏 " + Ids.hex(3), parley.url(), monthly);
    return new LineRig(parley, merchant, channel);
  }

  public LineRig another(Long monthly) {
    return with(parley, monthly);
  }

  Clock clock() {
    return parley.get(Clock.class);
  }

  String token() {
    return parley.get(LineTokens.class).stateless(channel.id(), channel.secret());
  }

  /// LINE's API, with a valid token.
  Call line() {
    return Call.to(parley.url() + "/sim/line").bearer(token());
  }

  Call data() {
    return Call.to(parley.url() + "/sim/line-data").bearer(token());
  }

  Call phone() {
    return Call.to(parley.url() + "/sim/phones/line/" + person.userId());
  }

  public String write(String text) {
    return people.write(person.userId(), Call.JSON.createObjectNode().put("type", "text").put("text", text));
  }

  ObjectNode text(String text) {
    return Call.JSON.createObjectNode().put("type", "text").put("text", text);
  }

  ObjectNode push(ObjectNode... messages) {
    var body = Call.JSON.createObjectNode().put("to", person.userId());
    body.set("messages", Call.JSON.createArrayNode().addAll(List.of(messages)));
    return body;
  }

  public OutgoingId send(String text) {
    return send(person, Content.Text.of(text));
  }

  OutgoingId send(LineFact.Person to, Content content) {
    var id = new OutgoingId(Ids.next());
    var workspace = merchant.workspace().id();
    database().tenant(workspace, () -> parley.get(Channels.class)
        .send(new Outgoing(id, workspace, connection(), to.userId(), content, false)));
    return id;
  }

  ConnectionId connection() {
    return channel.connection();
  }

  public Database database() {
    return parley.get(Database.class);
  }

  Row row(OutgoingId id) {
    return database().engine(() -> database().sql()
        .sql("select state, way, reason, cost, attempts from channel.outgoing where id = :id")
        .param("id", id.value())
        .query((row, n) -> new Row(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getInt(5)))
        .single());
  }

  Row settled(OutgoingId id) {
    await(() -> !List.of("planned", "held", "sending").contains(row(id).state));
    return row(id);
  }

  /// What the person's phone shows from the merchant.
  List<String> received() {
    return received(person);
  }

  List<String> received(LineFact.Person who) {
    return house.with(state -> state.messages(who.userId())).stream().filter(said -> !said.fromUser())
        .map(said -> said.message().path("text").asString("")).toList();
  }

  /// Waits until LINE's events have been handled by Parley.
  public void quiet() {
    await(() -> house.with(LineState::undelivered).stream().noneMatch(e -> e.channel().equals(channel.id()))
        && database().engine(() -> database().sql()
            .sql("select count(*) from channel.incoming where state = 'waiting' and connection_id = :connection")
            .param("connection", connection().value())
            .query(Long.class).single()) == 0);
  }

  void sql(String statement) {
    database().engine(() -> database().sql().sql(statement).update());
  }

  static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("It did not become so within " + PATIENCE);
      }
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }
}
