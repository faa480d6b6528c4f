package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A merchant draws a journey by hand, publishes it, and watches somebody go through.
class JourneyInBrowserTest extends InConsole {
  @Test
  void aJourneyIsDrawnByHandPublishedAndWalked() {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signedIn(page, "journeys");
      button(page, "新旅程").click();
      button(page, "從空白畫布開始").click();
      page.getByLabel("旅程的名字").fill("看了托特包");
      pick(page, "誰會走進來", "做了一件事");
      page.getByLabel("事件").fill("Product Viewed");
      page.keyboard().press("Escape");
      add(page, "等一段時間");
      add(page, "貼或撕標籤");
      page.locator(".set").getByLabel("標籤", new Locator.GetByLabelOptions().setExact(true)).last().fill("看過托特");
      page.keyboard().press("Escape");
      add(page, "離開");
      assertThat(page.locator(".react-flow__edge")).hasCount(3);
      page.locator(".canvas").press("Control+z");
      assertThat(page.locator(".react-flow__edge")).hasCount(2);
      page.locator(".canvas").press("Control+Shift+z");
      assertThat(page.locator(".react-flow__edge")).hasCount(3);
      button(page, "發布 v1").click();
      assertThat(page.getByText("v1 上線中")).isVisible();
      Call.to(parley.url()).post("/v1/batch", Map.of("writeKey", merchant.workspace().writeKey(), "batch",
          List.of(Map.of("type", "identify", "messageId", "a1", "anonymousId", "ann", "traits",
              Map.of("name", "Ann")), Map.of("type", "track", "event", "Product Viewed", "messageId", "a2",
              "anonymousId", "ann", "properties", Map.of("product_id", "tote")))));
      assertThat(page.locator(".step", new Page.LocatorOptions().setHasText("等 1 天"))).containsText("1 在等");
      Chromium.shot(page, "journey-waiting");
      parley.get(Clocks.class).advance(merchant.workspace().id(), Duration.ofHours(25));
      page.keyboard().press("Escape");
      assertThat(page.locator(".set .run")).containsText("離開");
      button(page, "看她走過的路").click();
      assertThat(page.locator(".react-flow__edge-path.walked")).hasCount(3);
      Chromium.shot(page, "journey-walked");
    }
  }

  private static void add(Page page, String kind) {
    page.locator(".canvas .tools button").first().click();
    page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(kind)).click();
  }

  private static void pick(Page page, String label, String choice) {
    page.locator(".set").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label)).click();
    page.getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName(choice)).click();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }
}
