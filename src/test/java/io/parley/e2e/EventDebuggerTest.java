package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.parley.support.Call;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The screen of the event debugger: what arrives appears by itself, but never under somebody who reads.
class EventDebuggerTest extends InConsole {
  private static Page page;

  @BeforeAll
  static void start() {
    page = chromium.person().newPage();
    signIn(page);
  }

  @Test
  void whatArrivesAppearsAndWaitsWhileSomebodyReads() {
    page.navigate(parley.url() + "/app/events");
    assertThat(page.locator("body")).containsText("還沒有收到事件");
    tell("First");
    assertThat(row("First")).containsText("入帳");

    page.keyboard().press("j");
    assertThat(page.locator("aside")).containsText("照送來的時間");
    assertThat(page.locator("aside pre")).containsText("\"event\": \"First\"");
    tell("Second");
    assertThat(button("1 件新的")).isVisible();
    assertThat(row("Second")).hasCount(0);
    button("1 件新的").click();
    assertThat(row("Second")).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.locator("aside")).hasCount(0);

    page.keyboard().press("p");
    assertThat(page.locator(".debugger [role=status]")).containsText("已暫停");
    tell("Third");
    page.waitForTimeout(3_000);
    assertThat(row("Third")).hasCount(0);
    page.keyboard().press("p");
    assertThat(row("Third")).isVisible();

    merchantSends("{not json");
    page.getByLabel("結果").selectOption("refused");
    assertThat(page.locator("tbody tr")).hasCount(1);
    page.locator("tbody tr").click();
    assertThat(page.locator("aside")).containsText("不是 Segment 格式的 JSON");
    assertThat(page.url()).contains("outcome=refused");
  }

  private static void tell(String event) {
    var answer = merchantSends(Map.of("batch", List.of(Map.of("type", "track", "event", event, "userId", "m1",
        "messageId", event, "timestamp", "2026-05-01T10:00:00Z"))));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static Call.Answer merchantSends(Object body) {
    var key = Base64.getEncoder().encodeToString((merchant.workspace().writeKey() + ":").getBytes());
    return Call.to(parley.url()).with("Authorization", "Basic " + key).post("/v1/batch", body);
  }

  private static Locator row(String event) {
    return page.locator("tbody tr", new Page.LocatorOptions().setHasText(event));
  }

  private static Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }
}
