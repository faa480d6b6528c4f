package io.parley.outreach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.Content;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import io.parley.support.Browser;
import io.parley.support.Call;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes out by itself: to whom, when, by which channel, and why not.
class OutreachTest {
  private static final QuietHours NEVER = new QuietHours(LocalTime.NOON, LocalTime.NOON);
  private static TestParley parley;
  private Merchant merchant;
  private WorkspaceId workspace;
  private LineStub line;
  private Outreach outreach;
  private final Source source = new Source(Source.Kind.JOURNEY, Ids.next(), "step-1", "購物車挽回");

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @BeforeEach
  void found() {
    merchant = Merchant.found(parley);
    workspace = merchant.workspace().id();
    line = new LineStub(parley, merchant);
    outreach = parley.get(Outreach.class);
    rules(NEVER, 1);
  }

  @Test
  void aSendGoesOnceStandsInTheThreadAndOnHerTimeline() {
    var her = friend();
    assertThat(outreach.plan(workspace, List.of(offer("a", her)))).isEqualTo(1);
    assertThat(outreach.plan(workspace, List.of(offer("a", her), offer("a", her)))).as("the same again").isZero();
    await().until(() -> state("a").equals("sent"));
    assertThat(line.sent().stream().filter(one -> one.path("text").asString("").equals("還在等你"))).hasSize(1);
    var thread = merchant.api().get("/api/v1/conversations?channel=line").json().at("/items/0");
    assertThat(thread.at("/lastMessage/text").asString()).as("a list keeps its order").isEqualTo("嗨");
    var lines = merchant.api().get("/api/v1/conversations/" + thread.path("id").asString() + "/messages").json();
    var last = lines.path("items").valueStream().filter(one -> one.at("/author/kind").asString().equals("automation"))
        .findFirst().orElseThrow();
    assertThat(last.at("/author/name").asString()).isEqualTo("購物車挽回");
    assertThat(last.at("/delivery/state").asString()).isEqualTo("sent");
    settle();
    var customer = thread.at("/customer/id").asString();
    var told = merchant.api().get("/api/v1/customers/" + customer + "/events").json().path("items").valueStream()
        .filter(one -> one.path("text").asString("").equals("還在等你")).toList();
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().at("/properties/source").asString()).isEqualTo("購物車挽回");
    assertThat(counts()).containsExactly("sent line 1");
  }

  @Test
  void aSecondOfferWaitsADayAndAServiceMessageDoesNot() {
    var her = friend();
    outreach.plan(workspace, List.of(offer("a", her), offer("b", her),
        Intent.of(source, "c", her, MessageClass.SERVICE, Words.of(Content.Text.of("已出貨")))));
    await().untilAsserted(() -> assertThat(counts()).containsExactly("held null 1", "sent line 2"));
    assertThat(state("b")).isEqualTo("held");
    assertThat(reason("b")).contains("frequency");
    parley.get(Clocks.class).advance(workspace, Duration.ofHours(24));
    await().until(() -> state("b").equals("sent"));
  }

  @Test
  void quietHoursAreHers() {
    var now = parley.get(Clocks.class).now(workspace);
    var taipei = LocalTime.ofInstant(now, merchant.workspace().timeZone());
    rules(new QuietHours(taipei.minusHours(1), taipei.plusHours(1)), 9);
    var here = friend();
    var there = friend();
    parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("""
            update customer.customer c set attributes = '{"timezone": "America/New_York"}'
            from customer.identity i where i.customer_id = c.id and i.id = :id
            """)
        .param("id", there.value()).update());
    outreach.plan(workspace, List.of(offer("here", here), offer("there", there)));
    await().until(() -> state("there").equals("sent") && state("here").equals("held"));
    assertThat(reason("here")).contains("quiet_hours");
    parley.get(Clocks.class).advance(workspace, Duration.ofHours(1));
    await().until(() -> state("here").equals("sent"));
  }

  @Test
  void aNoAWallAndAnEmptyPurseEachKeepItFromGoing() {
    var refused = friend();
    var blocks = friend();
    var barred = friend();
    var nobody = parley.get(Customers.class).ensure(workspace, IdentityKey.visitor(Ids.hex(8)));
    parley.get(Consents.class).add(workspace, refused, new Consent(Consent.Purpose.marketing,
        Consent.Channel.line, false, "不要", "page", null, parley.get(Clocks.class).now(workspace)));
    line.event(user(blocks), Map.of("type", "unfollow"));
    await().until(() -> sql("select blocked::text from channel.contact where address = '" + user(blocks) + "'")
        .equals(Optional.of("true")));
    bar(barred);
    outreach.plan(workspace, List.of(offer("no", refused), offer("wall", blocks), offer("bar", barred),
        offer("nobody", nobody), offer("out", friend()).heldOut(true)));
    await().until(() -> reason("out").isPresent());
    assertThat(List.of(reason("no"), reason("wall"), reason("bar"), reason("nobody"), reason("out"))
        .stream().map(Optional::orElseThrow))
        .containsExactly("no_consent", "blocked", "blocked_by_merchant", "unreachable", "holdout");
    var poor = OutreachSettings.Rules.USUAL;
    parley.get(OutreachSettings.class).set(workspace, new OutreachSettings.Rules(NEVER, 9, 197, poor.prices(), 30,
        BigDecimal.ZERO, Set.of()));
    var last = friend();
    parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("update channel.contact set reply_token = null where workspace_id = :workspace")
        .param("workspace", workspace.value()).update());
    outreach.plan(workspace, List.of(offer("poor", last)));
    await().until(() -> reason("poor").equals(Optional.of("quota")));
    assertThat(line.sent().stream().filter(one -> one.path("text").asString("").equals("還在等你"))).isEmpty();
  }

  @Test
  void whoBoughtIsNotRemindedAndWhoBoughtItIsNotOfferedIt() {
    var her = friend();
    var other = friend();
    var since = parley.get(Clocks.class).now(workspace).minusSeconds(60);
    order("v-1", "1001", "mug");
    var buyer = parley.get(Customers.class).find(workspace, IdentityKey.visitor("v-1")).orElseThrow();
    link(buyer, her);
    outreach.plan(workspace, List.of(offer("cart", her).unlessOrderedSince(since),
        offer("mug", her).promoting(Set.of("mug")), offer("else", other).unlessOrderedSince(since)));
    await().until(() -> reason("mug").isPresent() && state("else").equals("sent"));
    assertThat(reason("cart")).contains("ordered");
    assertThat(reason("mug")).contains("bought");
  }

  @Test
  void onTheSiteItWaitsInTheThreadAndLineGoesFirst() {
    var visitor = Browser.of(merchant, parley.url());
    visitor.say("在網站上");
    var onSite = new IdentityId(UUID.fromString(sql("select identity_id::text from conversation.conversation"
        + " where workspace_id = " + workspace.value() + " and channel = 'web'").orElseThrow()));
    outreach.plan(workspace, List.of(offer("a", onSite)));
    await().until(() -> state("a").equals("sent"));
    assertThat(visitor.thread().path("items").valueStream()
        .filter(one -> one.at("/content/text").asString("").equals("還在等你"))).hasSize(1);
    link(onSite, friend());
    rules(NEVER, 2);
    outreach.plan(workspace, List.of(offer("b", onSite)));
    await().until(() -> state("b").equals("sent"));
    assertThat(counts()).containsExactly("sent line 1", "sent web 1");
  }

  @Test
  void aCustomerIsToldHowHerOrderIsGettingOnOnceEach() {
    var her = friend();
    shop("Visited", Map.of("order_id", "2001"));
    link(parley.get(Customers.class).find(workspace, IdentityKey.visitor("v-2")).orElseThrow(), her);
    var order = Map.<String, Object>of("order_id", "2001", "total", 1280, "currency", "TWD");
    shop("Order Completed", order);
    shop("Order Completed", order);
    await().until(() -> line.sent().stream().anyMatch(one -> one.path("text").asString("")
        .equals("林郁晴您好，我們收到您的訂單 2001，金額 NT$1,280。出貨時會再通知您。")));
    assertThat(merchant.api().send("PUT", "/api/v1/outreach/notices", Map.of("kind", "shipped", "told", false))
        .status()).isEqualTo(200);
    shop("Order Updated", Map.of("order_id", "2001", "status", "已出貨", "tracking_number", "SF-1"));
    shop("Order Updated", Map.of("order_id", "2001", "status", "已到店", "pickup_store", "見 http://evil.example"));
    shop("Order Completed", Map.of("order_id", "看 http://evil.example", "total", 1));
    await().until(() -> line.sent().stream().anyMatch(one -> one.path("text").asString("")
        .equals("訂單 2001 已到取貨門市，記得帶證件來取貨。")));
    var customer = parley.get(Customers.class).of(workspace, her).orElseThrow();
    var sends = merchant.api().get("/api/v1/outreach/sends?source=notice&customer=" + customer).json().path("items");
    assertThat(sends.valueStream().map(one -> one.path("step").asString())).containsExactly("arrived", "placed");
    assertThat(line.sent().stream().filter(one -> one.toString().contains("evil"))).isEmpty();
  }

  @Test
  void everyAnswerIsFoundAgainAndTheMerchantMayTakeSomebodyOffAllLists() {
    var her = friend();
    var customer = parley.get(Customers.class).of(workspace, her).orElseThrow();
    outreach.plan(workspace, List.of(offer("a", her), offer("b", her)));
    await().until(() -> state("a").equals("sent") && state("b").equals("held"));
    parley.get(Clocks.class).advance(workspace, Duration.ofHours(24));
    await().until(() -> state("b").equals("sent"));
    var found = merchant.api().get("/api/v1/outreach/sends?q=郁晴&reason=frequency").json().path("items");
    assertThat(found.valueStream().map(one -> one.path("state").asString())).containsExactly("sent");
    var answers = merchant.api().get("/api/v1/outreach/sends/" + found.at("/0/id").asString() + "/decisions").json();
    assertThat(answers.path("items").valueStream().map(one -> one.path("verdict").asString()))
        .containsExactly("hold", "send");
    assertThat(merchant.api().get("/api/v1/outreach/sends?q=nobody").json().path("items")).isEmpty();

    var barred = "/api/v1/customers/" + customer + "/barred";
    assertThat(merchant.api().send("PUT", barred, null).status()).isEqualTo(204);
    assertThat(merchant.api().get(barred).json().path("barredAt").isNull()).isFalse();
    outreach.plan(workspace, List.of(offer("c", her)));
    await().until(() -> reason("c").equals(Optional.of("blocked_by_merchant")));
    assertThat(merchant.api().send("DELETE", barred, null).status()).isEqualTo(204);
    assertThat(merchant.api().get(barred).json().path("barredAt").isNull()).isTrue();
  }

  /// The sender has waited for her longer than PostgreSQL looks on before it seeks a circle, so a circle would end us.
  @Test
  void whoHoldsAPersonMayTakeBackWhatIsBeingDecidedOfHer() {
    var her = friend();
    var customers = parley.get(Customers.class);
    var gone = parley.get(Database.class).engine(() -> {
      customers.lock(workspace, List.of(customers.of(workspace, her).orElseThrow()));
      CompletableFuture.runAsync(() -> outreach.plan(workspace, List.of(offer("a", her)))).join();
      await().until(() -> sql("""
          select 'waits' from pg_locks where not granted and waitstart < now() - interval '1500 ms' limit 1
          """).isPresent());
      return outreach.withdraw(workspace, source.kind(), source.id(), null);
    });
    assertThat(gone).isEqualTo(1);
    assertThat(reason("a")).contains("cancelled");
  }

  @Test
  void whatIsSetIsKeptAndNonsenseIsRefused() {
    var api = merchant.api();
    var set = api.send("PUT", "/api/v1/outreach/settings", Map.of("quietFrom", "21:30", "perDay", 3, "prices",
        Map.of("line", 0.3), "holdoutPercent", 5));
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    var kept = api.get("/api/v1/outreach/settings").json();
    assertThat(kept.path("quietFrom").asString()).isEqualTo("21:30");
    assertThat(kept.path("perDay").asInt()).isEqualTo(3);
    assertThat(kept.at("/prices/line").decimalValue()).isEqualByComparingTo("0.3");
    for (var wrong : List.of(Map.of("quietTo", "9"), Map.of("perDay", 0), Map.of("holdoutPercent", 51),
        Map.of("prices", Map.of("fax", 1)))) {
      assertThat(api.send("PUT", "/api/v1/outreach/settings", wrong).status()).as("%s", wrong).isEqualTo(400);
    }
  }

  private void shop(String event, Map<String, Object> properties) {
    Call.to(parley.url()).post("/v1/track", Map.of("writeKey", merchant.workspace().writeKey(), "anonymousId", "v-2",
        "event", event, "properties", properties));
    settle();
  }

  private Intent offer(String key, IdentityId her) {
    return Intent.of(source, key, her, MessageClass.MARKETING, Words.of(Content.Text.of("還在等你")));
  }

  private void rules(QuietHours quiet, int perDay) {
    parley.get(OutreachSettings.class).set(workspace, new OutreachSettings.Rules(quiet, perDay, 50,
        OutreachSettings.Rules.USUAL.prices(), 30, BigDecimal.ZERO, Set.of("email")));
  }

  /// Somebody who wrote on LINE.
  private IdentityId friend() {
    var user = "U" + Ids.hex(16);
    line.write(user, "嗨");
    var key = new IdentityKey("line", line.connection() + ":" + user);
    await().until(() -> parley.get(Customers.class).find(workspace, key).isPresent());
    return parley.get(Customers.class).find(workspace, key).orElseThrow();
  }

  private String user(IdentityId friend) {
    return sql("select split_part(value, ':', 2) from customer.identity where id = '" + friend + "'").orElseThrow();
  }

  private void bar(IdentityId her) {
    parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("insert into outreach.barred (workspace_id, identity_id, at) values (:workspace, :id, now())")
        .param("workspace", workspace.value()).param("id", her.value()).update());
  }

  private void order(String visitor, String number, String product) {
    Call.to(parley.url()).post("/v1/track", Map.of("writeKey", merchant.workspace().writeKey(), "anonymousId", visitor,
        "event", "Order Completed", "properties", Map.of("order_id", number, "total", 880, "products",
            List.of(Map.of("product_id", product, "name", "杯", "price", 880, "quantity", 1)))));
    settle();
  }

  private void link(IdentityId one, IdentityId other) {
    var now = parley.get(Clocks.class).now(workspace);
    parley.get(Database.class).tenant(workspace, () -> parley.get(Timeline.class).append(workspace,
        List.of(io.parley.timeline.NewFact.link(one, other, "code", "link:" + one, now))));
    settle();
  }

  private void settle() {
    await().until(() -> parley.get(Timeline.class).ledger(workspace).waiting() == 0);
  }

  private String state(String key) {
    return sql("select state from outreach.send where workspace_id = " + workspace.value() + " and key = '" + key + "'")
        .orElse("");
  }

  private Optional<String> reason(String key) {
    return sql("select reason from outreach.send where workspace_id = " + workspace.value() + " and key = '" + key
        + "' and reason is not null");
  }

  private List<String> counts() {
    var told = new ArrayList<String>();
    outreach.counts(workspace, source.kind(), source.id())
        .forEach(one -> told.add(one.state() + " " + one.channel() + " " + one.sends()));
    return told.stream().sorted().toList();
  }

  private Optional<String> sql(String query) {
    return parley.get(Database.class).engine(() ->
        parley.get(Database.class).sql().sql(query).query(String.class).optional());
  }
}
