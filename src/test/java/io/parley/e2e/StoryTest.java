package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.platform.Settings;
import io.parley.support.Call;
import io.parley.support.TestDatabase;
import io.parley.support.TestParley;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The whole story on the demo, in real browsers: a rule is made, a page is viewed three times, the visitor is tagged,
/// chats, goes on on LINE, is known there as the same person, and is answered. Leaves pictures in `target/shots`.
class StoryTest {
  private static final String TAG = "想要玻璃杯";
  private static final String PRODUCT = "/shop/products/sunset-glass";
  private static final Path PICTURE = Path.of("docs/pictures/console.png");

  private static TestParley parley;
  private static Chromium chromium;
  private static Properties demo;
  private static Call api;
  private static java.time.Instant begun;

  @BeforeAll
  static void start() throws IOException {
    var settings = onFreePort(TestDatabase.settings(true));
    parley = TestParley.start(settings);
    chromium = new Chromium();
    demo = new Properties();
    try (var file = Files.newBufferedReader(settings.data().resolve("demo.env"))) {
      demo.load(file);
    }
    api = Call.to(parley.url()).bearer(demo.getProperty("PARLEY_API_KEY"));
    begun = parley.get(io.parley.platform.Clocks.class).wall();
    await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1)).until(StoryTest::historyIsFolded);
  }

  @AfterAll
  static void stop() {
    chromium.close();
    parley.close();
  }

  @Test
  void aVisitorIsTaggedChatsGoesOnOnLineAndIsAnsweredAsOnePerson() throws IOException {
    try (var agent = chromium.person(); var visitor = chromium.person("zh-TW", 1280, 860, false)) {
      var console = agent.newPage();
      signIn(console);
      makeTheRule(console);
      await().until(() -> carriers() > 0 && isWorkedOut());
      var before = carriers(); // those whom the history had tagged already

      var shop = visitor.newPage();
      view(shop, 1);
      view(shop, 2);
      assertThat(carriers()).isEqualTo(before);
      view(shop, 3);
      await().until(() -> carriers() == before + 1);

      var chat = openChat(shop);
      write(chat, "夕照玻璃杯可以放洗碗機嗎？");
      answerOnTheSite(console, chat);
      Chromium.shot(shop, "shop-chat");

      var phone = agent.newPage();
      goOnOnLine(chat, phone);
      answerOnLine(console, phone);
      Files.createDirectories(PICTURE.getParent());
      Chromium.shot(console, "inbox");
      if (!Files.exists(PICTURE)) {
        Files.copy(Chromium.SHOTS.resolve("inbox.png"), PICTURE);
      }
    }
  }

  @Test
  void aCartIsKeptOnLineRemindedOfRestoredAndPaidAndNotRemindedOfAgain() {
    new CartStory(new DemoShop(parley, chromium, demo)).isTold();
  }

  @Test
  void aBroadcastToATagIsReportedAndNightsBudgetsAndNoesAreKept() {
    new OfferStory(new DemoShop(parley, chromium, demo)).isTold();
  }

  @Test
  void anOrderIsFollowedOnLineAndByMail() {
    new OrderStory(new DemoShop(parley, chromium, demo)).isTold();
  }

  @Test
  void theDemoShowsAnImportWithARowThatCannotBeReadAndAWebhookThatWasCalledTwice() {
    await().atMost(Duration.ofMinutes(1)).until(() -> !one("/api/v1/imports").path("endedAt").isMissingNode()
        && one("/api/v1/imports").path("state").asString().equals("done"));
    var file = one("/api/v1/imports");
    assertThat(file.path("counts").path("bad").asInt()).isEqualTo(1);
    assertThat(file.path("result").path("orders").asInt()).isEqualTo(35);
    var hook = one("/api/v1/webhooks").path("id").asString();
    assertThat(api.get("/api/v1/webhooks/" + hook + "/calls").json().path("items").valueStream()
        .map(call -> call.path("outcome").asString())).containsExactlyInAnyOrder("taken", "repeated");
  }

  private static tools.jackson.databind.JsonNode one(String path) {
    return api.get(path).json().path("items").path(0);
  }

  /// Each language, theme and width with each other one of the two: which of them is wrong shows in one of four.
  @Test
  void everyScreenStandsInBothThemesBothLanguagesAndOnAPhone() {
    for (var locale : new String[] {"zh-TW", "en-US"}) {
      for (var dark : new boolean[] {false, true}) {
        var wide = locale.equals("zh-TW") != dark;
        try (var person = chromium.person(locale, wide ? 1440 : 390, wide ? 900 : 844, dark)) {
          look(person.newPage(), locale + (dark ? "-dark" : "-light") + (wide ? "" : "-390"));
        }
      }
    }
  }

  private static void look(Page page, String name) {
    signIn(page);
    for (var place : new String[] {"", "inbox", "customers", "rules", "segments", "settings", "events", "kit"}) {
      page.navigate(parley.url() + "/app/" + place);
      assertThat(page.locator("h1, h2").first()).isVisible();
      // The kit shows what loading looks like, too.
      if (!place.equals("kit")) {
        assertThat(page.locator(".bone")).hasCount(0);
      }
      assertThat(page.locator("body").innerText()).doesNotContain("undefined", "NaN", "[object");
      Chromium.shot(page, "console-" + (place.isEmpty() ? "home" : place) + "-" + name);
    }
  }

  private static void signIn(Page page) {
    page.navigate(parley.url() + "/app/");
    page.locator("input[name=email]").fill(demo.getProperty("PARLEY_LOGIN"));
    page.locator("input[name=password]").fill(demo.getProperty("PARLEY_PASSWORD"));
    page.keyboard().press("Enter");
    page.waitForURL("**/app/");
  }

  private static void makeTheRule(Page console) {
    console.navigate(parley.url() + "/app/rules");
    button(console, "新規則").click();
    console.locator(".adders button").first().click();
    DemoShop.asks(console, "看過頁面");
    console.getByLabel("值", new Page.GetByLabelOptions().setExact(true)).fill("/products/sunset-glass");
    console.locator(".then input").fill(TAG);
    assertThat(console.locator(".sentence")).containsText("看過網址含「/products/sunset-glass」的頁面至少 3 次");
    Chromium.shot(console, "rule");
    button(console, "上線").click();
    assertThat(console.locator("body")).containsText("規則上線了");
  }

  private static void view(Page shop, int times) {
    shop.navigate(parley.url() + PRODUCT);
    shop.waitForFunction("window.parley && parley.open");
    await().until(() -> views() == times);
  }

  /// How often the server knows anybody to have viewed the product since the rule was made: asked over the API.
  private static long views() {
    for (var customer : api.get("/api/v1/customers?limit=5").json().get("items")) {
      var path = "/api/v1/customers/" + customer.get("id").asString() + "/events?kind=page";
      var seen = 0L;
      for (var event : api.get(path).json().get("items")) {
        seen += event.path("url").asString("").endsWith(PRODUCT) && isFresh(event.get("at").asString()) ? 1 : 0;
      }
      if (seen > 0) {
        return seen;
      }
    }
    return 0;
  }

  private static boolean isFresh(String at) {
    return java.time.Instant.parse(at).isAfter(begun);
  }

  /// Whether the past of every rule is counted.
  private static boolean isWorkedOut() {
    return api.get("/api/v1/rules").json().get("items").valueStream().allMatch(rule -> rule.path("filling").isNull());
  }

  private static long carriers() {
    for (var tag : api.get("/api/v1/tags").json().get("items")) {
      if (tag.get("name").asString().equals(TAG)) {
        return tag.get("customers").asLong();
      }
    }
    return 0;
  }

  private static Frame openChat(Page shop) {
    shop.evaluate("parley.open()");
    shop.waitForCondition(() -> shop.frames().stream().anyMatch(frame -> frame.url().contains("/widget/")));
    var frame = shop.frames().stream().filter(one -> one.url().contains("/widget/")).findFirst().orElseThrow();
    frame.locator("textarea").waitFor(new Locator.WaitForOptions());
    return frame;
  }

  private static void write(Frame chat, String text) {
    chat.locator("textarea").fill(text);
    chat.locator("textarea").press("Enter");
  }

  private static void answerOnTheSite(Page console, Frame chat) {
    console.navigate(parley.url() + "/app/inbox");
    console.getByText("夕照玻璃杯可以放洗碗機嗎？").first().click();
    assertThat(console.locator(".cust")).containsText(TAG);
    answer(console, "可以，上層、低溫。我們自己也這樣洗。");
    assertThat(chat.locator(".log")).containsText("上層、低溫");
  }

  private static void goOnOnLine(Frame chat, Page phone) {
    chat.getByText("帶走").first().click();
    var digits = chat.locator("section.code output").innerText();
    phone.navigate(parley.url() + "/phones/");
    phone.getByLabel("輸入訊息").fill(digits);
    phone.keyboard().press("Enter");
    assertThat(chat.locator("body")).containsText("已經連到 LINE");
    phone.getByLabel("輸入訊息").fill("我改到 LINE 問，週五前拿得到嗎？");
    phone.keyboard().press("Enter");
  }

  private static void answerOnLine(Page console, Page phone) {
    console.getByText("我改到 LINE 問，週五前拿得到嗎？").first().click();
    assertThat(console.locator(".cust")).containsText(TAG);
    assertThat(console.locator(".cust")).containsText("夕照玻璃杯");
    answer(console, "今天寄，後天到。");
    assertThat(phone.locator("body")).containsText("今天寄，後天到。");
    Chromium.shot(phone, "phones");
    assertThat(console.locator(".log")).containsText("LINE 已收下");
  }

  private static void answer(Page console, String text) {
    var field = console.locator(".compose textarea");
    field.fill(text);
    field.press("Control+Enter");
    assertThat(console.locator(".log")).containsText(text);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  private static boolean historyIsFolded() {
    var ledger = api.get("/api/v1/home").json().get("ledger");
    return ledger.get("accepted").asLong() > 20_000 && ledger.get("waiting").asLong() == 0;
  }

  private static Settings onFreePort(Settings plain) throws IOException {
    try (var socket = new ServerSocket(0)) {
      var port = socket.getLocalPort();
      return new Settings(port, plain.data(), plain.cache(), plain.databaseUrl(), true, "http://localhost:" + port,
          plain.masterKey(), plain.requestsASecond());
    }
  }
}
