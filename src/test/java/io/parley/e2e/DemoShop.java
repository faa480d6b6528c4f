package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import io.parley.support.TestParley;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Properties;

/// The demo as its stories use it: its shop, its phones, its console, and the clock that can be moved.
record DemoShop(TestParley parley, Chromium chromium, Properties environment) {
  private static final LocalTime MORNING = LocalTime.of(9, 30);
  private static final LocalTime AFTERNOON = LocalTime.of(18, 0);
  /// The card of the widget stands in a closed root, which a test cannot look into.
  private static final String OPEN_ROOTS = """
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: "open" }); };
      """;

  Call api() {
    return Call.to(parley.url()).bearer(environment.getProperty("PARLEY_API_KEY"));
  }

  BrowserContext visitor() {
    var visitor = chromium.person("zh-TW", 1280, 860, false);
    visitor.addInitScript(OPEN_ROOTS);
    return visitor;
  }

  void signIn(Page page) {
    page.navigate(parley.url() + "/app/");
    page.locator("input[name=email]").fill(environment.getProperty("PARLEY_LOGIN"));
    page.locator("input[name=password]").fill(environment.getProperty("PARLEY_PASSWORD"));
    page.keyboard().press("Enter");
    page.waitForURL("**/app/");
  }

  /// Moves the clock as the time machine does; all that was due on the way has happened then.
  void forward(Duration by) {
    var moved = api().post("/api/v1/clock", Map.of("by", by.toString()));
    if (moved.status() / 100 != 2) {
      throw new AssertionError(moved.body());
    }
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200))
        .until(() -> api().get("/api/v1/clock").json().path("travel").isNull());
  }

  /// Nobody is reminded at night: stories are told by day.
  void untilDay() {
    var kite = parley.get(Workspaces.class).all().getFirst();
    var now = parley.get(Clocks.class).now(kite.id()).atZone(kite.timeZone());
    if (now.toLocalTime().isBefore(MORNING) || now.toLocalTime().isAfter(AFTERNOON)) {
      until(MORNING);
    }
  }

  /// Until it is this time of the day at the shop.
  void until(LocalTime time) {
    var kite = parley.get(Workspaces.class).all().getFirst();
    var now = parley.get(Clocks.class).now(kite.id()).atZone(kite.timeZone());
    var then = now.with(time);
    forward(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
  }

  /// Puts a glass into the cart and keeps it on her LINE: one tap here, the other on her phone. Answers the page.
  Page keepsACartOnLine(BrowserContext visitor, String her) {
    // While the demo's month is being told, what she puts in waits behind it.
    await().atMost(Duration.ofMinutes(1)).until(() -> parley.get(Timeline.class).behind(1) == 0);
    var shop = visitor.newPage();
    shop.navigate(parley.url() + "/shop/products/sunset-glass");
    button(shop, "放進購物車").click();
    var line = visitor.waitForPage(() -> button(shop, "留在 LINE").click());
    button(line, her).click();
    button(line, "傳送").click();
    assertThat(line.locator(".said", new Page.LocatorOptions().setHasText("購物車留在這裡了"))).hasCount(1);
    line.close();
    return shop;
  }

  /// A phone of somebody new, who has made friends with the shop.
  static void newPhone(Page phones, String name) {
    button(phones, "加一個人").click();
    phones.getByLabel("名字").fill(name);
    phones.keyboard().press("Enter");
    button(phones, "加入好友").click();
    assertThat(phones.getByLabel("輸入訊息")).isVisible();
  }

  /// Chooses from the open menu what is asked. The menu takes the keyboard a moment after it is there, and so does the
  /// field of what was chosen: who types blindly loses letters.
  static void asks(Page page, String kind) {
    var find = page.getByLabel("找條件：看過、買過、標籤");
    find.fill(kind);
    find.press("Enter");
  }

  static com.microsoft.playwright.Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }
}
