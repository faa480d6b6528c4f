package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// Two customers order. One is told on LINE how her order gets on, the other by mail.
record OrderStory(DemoShop demo) {
  private static final String ON_LINE = "高若嵐";
  private static final String BY_MAIL = "lanlan@example.com";

  void isTold() {
    try (var first = demo.visitor(); var second = demo.visitor(); var phones = demo.chromium().person()) {
      var line = phones.newPage();
      line.navigate(demo.parley().url() + "/phones/");
      DemoShop.newPhone(line, ON_LINE);
      var shop = demo.keepsACartOnLine(first, ON_LINE);
      var number = orders(shop);
      assertThat(said(line, "我們收到您的訂單 " + number + "，金額 NT$560")).hasCount(1);
      DemoShop.button(shop, "出貨").click();
      assertThat(said(line, "訂單 " + number + " 已經出貨了")).hasCount(1);
      DemoShop.button(shop, "送到門市").click();
      assertThat(said(line, "訂單 " + number + " 已到青田門市")).hasCount(1);
      Chromium.shot(line, "order-line");

      var other = aMemberOrders(second);
      DemoShop.button(other, "出貨").click();
      line.navigate(demo.parley().url() + "/phones/?mail=" + BY_MAIL);
      assertThat(line.locator(".mails li")).hasCount(2);
      assertThat(line.locator(".mails")).containsText("已經出貨了");
      Chromium.shot(line, "order-mail");
    }
  }

  /// Answers the order's number.
  private static String orders(Page shop) {
    shop.navigate(shop.url().replaceFirst("/shop/.*", "/shop/checkout"));
    DemoShop.button(shop, "用錢包付").click();
    assertThat(shop.locator("main")).containsText("訂單收到了");
    Chromium.shot(shop, "order-backstage");
    return shop.locator(".eyebrow").first().innerText().strip();
  }

  private Page aMemberOrders(BrowserContext context) {
    var shop = context.newPage();
    shop.navigate(demo.parley().url() + "/shop/member");
    shop.getByLabel("名字").fill("藍藍");
    shop.getByLabel("電子郵件").fill(BY_MAIL);
    DemoShop.button(shop, "登入").click();
    assertThat(shop.locator("main")).containsText("回來了");
    shop.navigate(demo.parley().url() + "/shop/products/sunset-glass");
    DemoShop.button(shop, "放進購物車").click();
    orders(shop);
    return shop;
  }

  private static Locator said(Page line, String words) {
    return line.locator(".said", new Page.LocatorOptions().setHasText(words));
  }
}
