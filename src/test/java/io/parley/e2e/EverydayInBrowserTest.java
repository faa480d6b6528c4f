package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.KeyboardModifier;
import io.parley.support.Call;
import io.parley.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a merchant does on an ordinary day and wants to see happen: each is done by hand, looked at, and taken back.
class EverydayInBrowserTest extends InConsole {
  @Test
  void anEventThatCannotBeReadIsRunAgainAndSaysThatItStillCannotBeRead() {
    tell(Map.of("type", "track", "anonymousId", "p1", "messageId", "parked-1"),
        Map.of("type", "nonsense", "anonymousId", "p1", "messageId", "parked-2"));
    try (var person = chromium.person()) {
      var page = signedIn(person.newPage(), "");
      assertThat(page.locator(".parked")).hasCount(2);
      var nameless = page.locator(".parked", new Page.LocatorOptions().setHasText("track 要有事件名稱"));
      button(nameless, "再跑一次").click();
      assertThat(page.locator(".toasts")).containsText("還是讀不懂，又擱回來了：track 要有事件名稱");
      assertThat(page.locator(".parked")).hasCount(2);
      assertThat(page.locator("body")).containsText(" + 2 + 0");

      button(nameless, "丟掉").click();
      assertThat(page.locator(".parked")).hasCount(1);
      page.keyboard().press("Control+z");
      assertThat(page.locator(".parked")).hasCount(2);
      assertThat(merchant.api().get("/api/v1/parked-events").json().path("items").size()).isEqualTo(2);
    }
    discardAll();
  }

  @Test
  void aTagPutOnManyShowsOnTheirRowsWithoutReloading() {
    for (var name : List.of("甲一", "甲二", "甲三")) {
      tell(Map.of("type", "identify", "userId", name, "messageId", "i-" + name, "traits", Map.of("name", name)));
    }
    try (var person = chromium.person()) {
      var page = signedIn(person.newPage(), "customers?query=甲");
      var ticks = page.locator(".list-row input[type=checkbox]");
      assertThat(ticks).hasCount(3);
      ticks.first().click();
      ticks.nth(2).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
      assertThat(page.locator(".chosen-bar")).containsText("3");
      button(page.locator(".chosen-bar"), "貼標籤").click();
      page.getByLabel("標籤的名字").fill("一起貼");
      page.keyboard().press("Enter");
      assertThat(page.locator(".list-row .chip.tagged")).hasCount(3);
      assertThat(page.locator(".list-row").first()).containsText("一起貼");

      button(page.locator(".strip"), "復原").click();
      assertThat(page.locator(".list-row .chip.tagged")).hasCount(0);
    }
  }

  @Test
  void whatIsTakenApartLeavesTheScreenAtOnceAndComesBackWithUndo() {
    tell(Map.of("type", "identify", "userId", "乙一", "messageId", "i-1", "traits", Map.of("name", "乙一")),
        Map.of("type", "page", "anonymousId", "b-browser", "messageId", "i-2", "properties", Map.of("title", "乙")));
    var known = customer("乙一");
    var other = merchant.api().get("/api/v1/customers?limit=50").json().path("items").valueStream()
        .filter(one -> one.path("name").isNull()).findFirst().orElseThrow().path("id").asString();
    merchant.api().post("/api/v1/customers/" + known + "/merge", Map.of("with", other, "reason", "電話裡確認過"));
    folded();
    try (var person = chromium.person()) {
      var page = signedIn(person.newPage(), "customers/" + known);
      var identities = page.locator(".kv");
      assertThat(identities).hasCount(2);
      assertThat(page.locator(".events")).containsText("電話裡確認過");
      page.locator(".kv .why").first().click();
      button(page.locator("body"), "拆開").click();
      assertThat(identities).hasCount(1);
      page.keyboard().press("Control+z");
      assertThat(identities).hasCount(2);
    }
  }

  @Test
  void howLongEventsAreKeptCanBeTakenBackBeforeAnythingIsDeleted() {
    try (var person = chromium.person()) {
      var page = signedIn(person.newPage(), "settings/privacy");
      page.getByLabel("瀏覽頁面").selectOption("30");
      assertThat(page.locator(".toasts")).containsText("「瀏覽頁面」留 30 天，更早的會刪掉");
      page.keyboard().press("Control+z");
      assertThat(page.getByLabel("瀏覽頁面")).hasValue("");
      var kept = merchant.api().get("/api/v1/retention").json().path("items").valueStream()
          .allMatch(rule -> rule.path("days").isNull());
      assertThat(kept).isTrue();
    }
  }

  @Test
  void theExampleOfAWebhookRunsAsItIsPrinted() throws IOException, InterruptedException {
    try (var person = chromium.person()) {
      var page = signedIn(person.newPage(), "settings/webhooks");
      page.getByLabel("給哪個系統用").fill("SHOPLINE");
      button(page.locator("body"), "做一個 webhook").click();
      var example = page.locator("pre", new Page.LocatorOptions().setHasText("curl -X POST")).first().innerText();
      var here = example.replace("http://localhost:0/", parley.url() + "/"); // the settings of tests name no port
      var run = new ProcessBuilder("bash", "-c", here).redirectErrorStream(true).start();
      assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("taken");
      assertThat(run.waitFor()).isZero();
      assertThat(page.locator(".calls").first()).containsText("order.created");
    }
  }

  @Test
  void withoutTheDemoThereIsNoDemoShopAndNoPhone() {
    var anybody = Call.to(parley.url());
    assertThat(anybody.get("/app/").status()).isEqualTo(200);
    assertThat(anybody.get("/shop/").status()).isEqualTo(404);
    assertThat(anybody.get("/phones/").status()).isEqualTo(404);
  }

  @SafeVarargs
  private static void tell(Map<String, Object>... events) {
    var batch = Map.of("writeKey", merchant.workspace().writeKey(), "batch", events);
    assertThat(Call.to(parley.url()).post("/v1/batch", batch).status()).isEqualTo(200);
    folded();
  }

  private static void folded() {
    var timeline = parley.get(Timeline.class);
    await().until(() -> timeline.ledger(merchant.workspace().id()).waiting() == 0);
  }

  private static void discardAll() {
    merchant.api().get("/api/v1/parked-events").json().path("items")
        .forEach(event -> merchant.api().send("DELETE", "/api/v1/parked-events/" + event.path("id").asString(), null));
  }

  private static String customer(String name) {
    return merchant.api().get("/api/v1/customers?query=" + name).json().path("items").path(0).path("id").asString();
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).first();
  }
}
