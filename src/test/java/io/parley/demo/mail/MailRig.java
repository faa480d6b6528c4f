package io.parley.demo.mail;

import io.parley.channel.ConnectionId;
import io.parley.channel.Content;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.demo.line.LineRig;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.Words;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/// A merchant who is connected to the simulated mail servers, and somebody with a mailbox.
final class MailRig {
  final TestParley parley = LineRig.server();
  final Merchant merchant = Merchant.found(parley);
  final String shop = "shop-" + Ids.hex(4) + "@kite.example";
  final String her = "ming-" + Ids.hex(4) + "@example.com";
  final MailHouse house = parley.get(MailHouse.class);
  final MailPeople people = parley.get(MailPeople.class);
  final ConnectionId connection =
      parley.get(MailDemo.class).connect(merchant.workspace().id(), "風箏選物", shop, Map.of(her, "王小明"));

  static void await(BooleanSupplier until) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(25)).until(until::getAsBoolean);
  }

  Call phone() {
    return Call.to(parley.url() + "/sim/phones/mail");
  }

  /// Her conversation, once it is there.
  JsonNode conversation() {
    await(() -> !conversations().isEmpty());
    return conversations().getFirst();
  }

  List<JsonNode> conversations() {
    return merchant.api().get("/api/v1/conversations?channel=email").json().path("items").valueStream().toList();
  }

  List<JsonNode> lines(JsonNode conversation) {
    return merchant.api().get("/api/v1/conversations/" + conversation.path("id").asString() + "/messages").json()
        .path("items").valueStream().toList();
  }

  JsonNode answer(JsonNode conversation, String text) {
    var answer = merchant.api().post("/api/v1/conversations/" + conversation.path("id").asString() + "/messages",
        Map.of("clientId", Ids.hex(8), "content", Map.of("kind", "text", "text", text)));
    if (answer.status() != 201) {
      throw new AssertionError(answer.body());
    }
    return answer.json();
  }

  /// What lies in her box, latest first.
  List<MailJournal.Mail> received() {
    return house.journal().mails(her, 100).stream().filter(MailJournal.Mail::received).toList();
  }

  SimMail awaitMail(int nth) {
    await(() -> received().size() >= nth);
    return SimMail.of(received().getFirst().raw());
  }

  String state(JsonNode message) {
    return parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("select state from channel.outgoing where id = :id::uuid /* any workspace: a test */")
        .param("id", message.path("id").asString()).query(String.class).single());
  }

  WorkspaceId workspace() {
    return merchant.workspace().id();
  }

  /// Nobody is sent an offer at night.
  void toNoon() {
    var clocks = parley.get(Clocks.class);
    var now = clocks.now(workspace()).atZone(merchant.workspace().timeZone());
    var noon = now.with(LocalTime.NOON);
    clocks.advance(workspace(), Duration.between(now, noon.isAfter(now) ? noon : noon.plusDays(1)));
  }

  void offer(IdentityId whom, String key, Content content) {
    var source = new Source(Source.Kind.JOURNEY, Ids.next(), "step", "週末優惠");
    parley.get(Outreach.class).plan(workspace(), List.of(
        Intent.of(source, key, whom, MessageClass.MARKETING, Words.of(content)).on(List.of("email"))));
  }

  String reason(String key) {
    return parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("select coalesce(string_agg(reason, ' '), '') from outreach.send where workspace_id = :w and key = :key")
        .param("w", workspace().value()).param("key", key).query(String.class).single());
  }

  /// Whether she wants offers by mail.
  boolean standing(IdentityId her) {
    var customer = parley.get(Customers.class).of(workspace(), her).orElseThrow();
    return parley.get(Consents.class).standing(workspace(), customer).stream()
        .filter(one -> one.purpose() == Consent.Purpose.marketing && one.channel() == Consent.Channel.email)
        .anyMatch(Consent::granted);
  }

  void sql(String statement) {
    parley.get(Database.class).engine(() -> parley.get(Database.class).sql().sql(statement).update());
  }
}
