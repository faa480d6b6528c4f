package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Somebody fills a cart, keeps it on LINE in two taps and leaves. Half an hour later LINE reminds her; on her phone, a
/// browser that nobody knows, the link brings the cart back and she pays. She is not reminded again, and it says why.
record CartStory(DemoShop demo) {
  private static final String HER = "沈語彤";
  private static final String PRODUCT = "夕照玻璃杯";

  void isTold() {
    demo.untilDay();
    holdsNobodyOut();
    try (var computer = demo.visitor(); var phone = demo.chromium().person(); var staff = demo.chromium().person()) {
      var line = phone.newPage();
      line.navigate(demo.parley().url() + "/phones/");
      DemoShop.newPhone(line, HER);
      demo.keepsACartOnLine(computer, HER).close();
      assertThat(said(line, "購物車留在這裡了")).hasCount(1);

      demo.forward(Duration.ofMinutes(31));
      assertThat(said(line, "還在購物車裡")).hasCount(1);
      Chromium.shot(line, "cart-reminded");
      pays(phone, line);

      demo.forward(Duration.ofHours(25));
      assertThat(said(line, "還幫您留著")).hasCount(0);
      Chromium.shot(line, "cart-quiet");
      saysWhy(staff.newPage());
    }
  }

  /// One of ten gets no reminders, so that it is known what they bring. This is told of one of the others.
  private void holdsNobodyOut() {
    var carts = demo.api().get("/api/v1/journeys").json().path("items").valueStream()
        .filter(one -> one.path("name").asString().equals("購物車挽回")).findFirst().orElseThrow();
    var place = "/api/v1/journeys/" + carts.path("id").asString();
    var known = demo.api().get(place).json();
    demo.api().send("PUT", place, Map.of("name", known.path("name").asString(), "edition", known.path("edition")
        .asInt(), "draft", ((ObjectNode) known.path("draft")).put("holdout", 0)));
    var published = demo.api().post(place + "/publish", Map.of());
    if (published.status() != 200) {
      throw new AssertionError(published.body());
    }
  }

  private void pays(BrowserContext phone, Page line) {
    var shop = phone.waitForPage(() -> line.getByText("回到購物車").click());
    assertThat(shop.locator("main")).containsText(PRODUCT);
    Chromium.shot(shop, "cart-restored");
    DemoShop.button(shop, "用錢包付").click();
    assertThat(shop.locator("main")).containsText("訂單收到了");
  }

  private void saysWhy(Page console) {
    demo.signIn(console);
    console.navigate(demo.parley().url() + "/app/customers?q=" + HER);
    console.getByText(HER).first().click();
    assertThat(console.getByText("買了 NT$560，後面的訊息不再送")).isVisible();
    Chromium.shot(console, "cart-why");
  }

  private static Locator said(Page line, String words) {
    return line.locator(".said", new Page.LocatorOptions().setHasText(words));
  }
}
