package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import io.parley.timeline.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A merchant asks who did what, by hand: a nested segment is built, counted and kept; a rule goes live; and of a
/// customer the console tells why. Eve looked three times and bought nothing, Ann put a scarf in the cart as well, Bob
/// looked three times and bought.
class AudienceInBrowserTest extends InConsole {
  @BeforeAll
  static void start() {
    var events = new ArrayList<Map<String, Object>>();
    for (var name : List.of("Ann", "Bob", "Eve")) {
      events.add(event(name, "identify", events.size(), Map.of("traits", Map.of("name", name))));
      for (var times = 0; times < 3; times++) {
        var page = Map.of("url", parley.url() + "/shop/products/tote", "title", "托特包");
        events.add(event(name, "page", events.size(), Map.of("properties", page)));
      }
    }
    events.add(event("Ann", "Product Added", events.size(), Map.of("properties", Map.of("product_id", "scarf"))));
    events.add(event("Bob", "Order Completed", events.size(),
        Map.of("properties", Map.of("order_id", "B1", "total", 990, "currency", "TWD"))));
    tell(events);
  }

  @Test
  void aNestedSegmentIsBuiltByHandCountedAndKept() {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/segments");
      button(page.locator("body"), "新分眾").click();
      page.getByLabel("分眾的名字").fill("看了托特包的人");
      var tree = page.locator(".tree");
      add(tree.locator(":scope > .group > .adders"), "條件", "看過頁面");
      page.locator("[data-part] input:focus").pressSequentially("/products/tote");
      assertThat(page.locator(".sentence")).hasText("30 天內看過網址含「/products/tote」的頁面至少 3 次的人。");
      assertThat(page.locator(".live-col .fig")).hasText("3");

      add(tree.locator(":scope > .group > .adders"), "群組", "加入購物車");
      var any = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("任一符合"));
      add(any.locator(".adders"), "條件", "訂單");
      assertThat(page.locator(".live-col .fig")).hasText("2");
      button(group(page, "訂單"), "有或沒有").click();
      choose(page, "沒有");
      assertThat(page.locator(".sentence")).containsText("或90 天內沒有下過單");
      assertThat(page.locator(".live-col .fig")).hasText("2");
      assertThat(page.locator(".live-col .person")).hasCount(2);
      Chromium.shot(page, "segment-editor");

      page.keyboard().press("Control+z");
      assertThat(page.locator(".sentence")).containsText("或90 天內下過單");
      page.keyboard().press("Control+Shift+z");
      button(any, "這一組怎麼算").click();
      choose(page, "都不符合");
      assertThat(page.locator(".live-col .fig")).hasText("1");

      button(page.locator("body"), "存成分眾").click();
      assertThat(page.locator(".segment .facts .fig")).hasText("1");
      assertThat(page.locator(".segment .table")).containsText("Bob");
      Chromium.shot(page, "segment");
    }
  }

  @Test
  void aRuleGoesLiveAndTellsWhySheIsTaggedAndWhyHeIsNot() {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/rules/new");
      add(page.locator(".tree > .group > .adders"), "條件", "看過頁面");
      page.locator("[data-part] input:focus").pressSequentially("/products/tote");
      add(page.locator(".tree > .group > .adders"), "條件", "訂單");
      button(group(page, "訂單"), "有或沒有").click();
      choose(page, "沒有");
      page.locator(".then input").fill("想要托特包");
      button(page.locator("body"), "回測 30 天").click();
      assertThat(page.locator(".bt .figures .fig").first()).hasText(Pattern.compile("[23]"));
      button(page.locator("body"), "上線").click();
      assertThat(page.locator("body")).containsText("規則上線了");
      Chromium.shot(page, "rule-live");

      await().until(() -> customers("tag=" + tag()).size() > 0);
      page.navigate(parley.url() + "/app/customers/" + id("Eve"));
      button(page.locator("body"), "想要托特包").click();
      button(page.locator("body"), "看完整的答案").click();
      var why = page.locator(".why-drawer");
      assertThat(why.locator(".verdict")).containsText("有這個標籤");
      assertThat(why).containsText("30 天內看過網址含「/products/tote」的頁面至少 3 次");
      assertThat(why.locator(".seen li")).hasCount(3);
      assertThat(why).containsText(Pattern.compile("再過 29 天.*會變成不符合"));
      Chromium.shot(page, "why");
    }
  }

  @Test
  void whatTheServerRefusesStandsAtItsField() {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/segments/new");
      add(page.locator(".tree > .group > .adders"), "條件", "看過頁面");
      page.locator("[data-part] input:focus").pressSequentially("(");
      button(group(page, "看過頁面"), "怎麼比").click();
      choose(page, "符合正規表示式");
      assertThat(group(page, "看過頁面").locator(".wrong")).containsText("正規表示式");
      assertThat(group(page, "看過頁面").locator("input[aria-invalid=true]")).hasCount(1);
    }
  }

  /// Opens the menu of all that can be asked and takes what is typed.
  private static void add(Locator adders, String button, String kind) {
    button(adders, button).click();
    DemoShop.asks(adders.page(), kind);
  }

  private static void choose(Page page, String choice) {
    page.getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName(choice).setExact(true)).click();
  }

  private static Locator group(Page page, String name) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator button(Locator within, String name) {
    return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).first();
  }

  private static String tag() {
    for (var one : merchant.api().get("/api/v1/tags").json().get("items")) {
      if (one.path("name").asString().equals("想要托特包")) {
        return one.path("id").asString();
      }
    }
    return "";
  }

  private static List<String> customers(String query) {
    var ids = new ArrayList<String>();
    merchant.api().get("/api/v1/customers?" + query).json().get("items")
        .forEach(one -> ids.add(one.path("id").asString()));
    return ids;
  }

  private static String id(String name) {
    return customers("query=" + name).getFirst();
  }

  private static Map<String, Object> event(String who, String name, int number, Map<String, Object> more) {
    var call = name.equals("page") || name.equals("identify");
    var at = parley.get(Clocks.class).wall().minus(Duration.ofMinutes(60)).plusSeconds(number);
    var event = new java.util.HashMap<String, Object>(more);
    event.put("type", call ? name : "track");
    event.put("event", name);
    event.put("anonymousId", "browser-of-" + who);
    event.put("userId", "member-" + who);
    event.put("messageId", "audience-" + who + number);
    event.put("timestamp", at.toString());
    return event;
  }

  private static void tell(List<Map<String, Object>> events) {
    var batch = Map.of("writeKey", merchant.workspace().writeKey(), "batch", events);
    assertThat(Call.to(parley.url()).post("/v1/batch", batch).status()).isEqualTo(200);
    await().until(() -> parley.get(Timeline.class).ledger(merchant.workspace().id()).waiting() == 0);
  }
}
