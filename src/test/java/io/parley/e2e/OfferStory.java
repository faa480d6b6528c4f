package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.support.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A merchant writes to everybody with a tag, in two versions, and sees what became of it. A second message waits,
/// because a day has not passed; one in the evening waits for the morning; who does not want any gets none: each with
/// its reason.
record OfferStory(DemoShop demo) {
  private static final List<String> FOND = List.of("周子晴", "何若溪", "許以樂");
  private static final String UNWILLING = "邱不要";
  private static final String OWL = "葉夜貓";

  void isTold() {
    demo.untilDay();
    var phones = new HashMap<String, String>();
    FOND.forEach(one -> phones.put(one, joins(one, "杯子控")));
    joins(UNWILLING, "杯子控");
    joins(OWL, "夜貓");
    wantsNothing(UNWILLING);
    try (var staff = demo.chromium().person(); var hers = demo.chromium().person()) {
      var console = staff.newPage();
      demo.signIn(console);
      var first = writes(console);
      var phone = hers.newPage();
      phone.navigate(demo.parley().url() + "/phones/?line=" + phones.get(FOND.getFirst()));
      buysFromTheMessage(phone);
      reported(console, first);

      delayedForADay(console);
      delayedByNight(console);
    }
  }

  private String writes(Page console) {
    console.navigate(demo.parley().url() + "/app/broadcasts");
    DemoShop.button(console, "新群發").click();
    console.getByLabel("群發的名稱").fill("杯子回來了");
    console.locator(".adders button").first().click();
    DemoShop.asks(console, "標籤");
    console.locator("[data-part] input:focus").pressSequentially("杯子控");
    console.keyboard().press("Escape");
    assertThat(console.locator(".sentence").first()).containsText("有「杯子控」標籤的人");
    console.getByLabel("保留").fill("0");
    text(console).fill("夕照玻璃杯回來了，{{name|您}}");
    console.getByLabel("按鈕", new Page.GetByLabelOptions().setExact(true)).fill("看杯子");
    console.getByLabel("按鈕的網址").fill(demo.parley().url() + "/shop/products/sunset-glass");
    DemoShop.button(console, "加一個版本做 A/B").click();
    text(console).fill("夕照玻璃杯回來了，只有 24 個");
    assertThat(console.locator(".live-col .fig")).containsText("3 會收到");
    assertThat(console.locator(".live-col")).containsText("沒有同意或退訂了");
    Chromium.shot(console, "offer-written");
    DemoShop.button(console, "傳送…").click();
    DemoShop.button(console, "現在傳").click();
    assertThat(console.locator("header .chip")).hasText("傳完了");
    return console.url();
  }

  private static Locator text(Page console) {
    return console.getByLabel("內容", new Page.GetByLabelOptions().setExact(true));
  }

  private void buysFromTheMessage(Page phone) {
    assertThat(phone.locator(".said", new Page.LocatorOptions().setHasText("夕照玻璃杯回來了"))).hasCount(1);
    var shop = phone.context().waitForPage(() -> phone.getByText("看杯子").click());
    assertThat(shop.locator("h1")).containsText("夕照玻璃杯");
    DemoShop.button(shop, "放進購物車").click();
    shop.navigate(demo.parley().url() + "/shop/checkout");
    DemoShop.button(shop, "用錢包付").click();
    assertThat(shop.locator("main")).containsText("訂單收到了");
    shop.close();
  }

  private static void reported(Page console, String first) {
    console.navigate(first);
    assertThat(console.locator(".verdict")).containsText("還太早");
    assertThat(console.locator(".figures")).containsText("3");
    assertThat(console.locator(".report")).containsText("沒有同意或退訂了");
    assertThat(console.locator("table").first()).containsText("版本 B");
    Chromium.shot(console, "offer-report");
  }

  private void delayedForADay(Page console) {
    var second = sends("再一則", "杯子控");
    console.navigate(demo.parley().url() + "/app/broadcasts/" + second);
    assertThat(reason(console, "一天內已經收過")).containsText("3");
    assertThat(reason(console, "一天內已經收過")).containsText("晚一點");
    assertThat(reason(console, "沒有同意或退訂了")).containsText("1");
  }

  private void delayedByNight(Page console) {
    demo.until(LocalTime.of(22, 30));
    var third = sends("晚安", "夜貓");
    console.navigate(demo.parley().url() + "/app/broadcasts/" + third);
    assertThat(reason(console, "夜深了，早上再傳")).containsText("1");
    console.navigate(demo.parley().url() + "/app/sends?q=" + OWL);
    assertThat(console.locator("body")).containsText("顧客那邊是深夜，等到早上");
    Chromium.shot(console, "offer-night");
    demo.until(LocalTime.of(9, 1));
    console.reload();
    assertThat(console.locator("body")).containsText("經由 LINE 送出");
    console.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.BUTTON).first().click();
    assertThat(console.locator(".answers")).containsText("顧客那邊是深夜，等到早上");
    Chromium.shot(console, "offer-morning");
  }

  private static Locator reason(Page console, String words) {
    return console.locator(".sums > div", new Page.LocatorOptions().setHasText(words));
  }

  /// Writes to a tag as over the API, and answers the broadcast's id.
  private String sends(String name, String tag) {
    var made = demo.api().post("/api/v1/broadcasts", Map.of("name", name, "holdout", 0, "channels", List.of("line"),
        "condition", Map.of("kind", "tagged", "tag", tag), "variants", List.of(Map.of("text", name))));
    var id = made.json().path("id").asString();
    var started = demo.api().post("/api/v1/broadcasts/" + id + "/start", Map.of());
    if (started.status() / 100 != 2) {
      throw new AssertionError(made.body() + started.body());
    }
    return id;
  }

  /// A friend on LINE with a tag. Answers the id of the phone.
  private String joins(String name, String tag) {
    var phones = Call.to(demo.parley().url() + "/sim/phones/line");
    var user = phones.post("/users", Map.of("displayName", name)).json().path("userId").asString();
    phones.post("/" + user + "/follow", Map.of());
    await().until(() -> !found(name).isEmpty());
    var tagged = demo.api().post("/api/v1/customers/" + found(name) + "/tags", Map.of("name", tag));
    if (tagged.status() / 100 != 2) {
      throw new AssertionError(tagged.body());
    }
    return user;
  }

  private void wantsNothing(String name) {
    var said = demo.api().post("/api/v1/customers/" + found(name) + "/consents", Map.of("purpose", "marketing",
        "channel", "line", "granted", false, "wording", "不要再傳優惠"));
    if (said.status() / 100 != 2) {
      throw new AssertionError(said.body());
    }
  }

  private String found(String name) {
    return demo.api().get("/api/v1/customers?query=" + URLEncoder.encode(name, StandardCharsets.UTF_8)).json()
        .path("items").valueStream().filter(one -> one.path("name").asString("").equals(name)).findFirst()
        .map(one -> one.path("id").asString()).orElse("");
  }
}
