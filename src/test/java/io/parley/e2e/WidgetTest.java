package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.workspace.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The snippet and the chat in a real browser, on a shop that is not on Parley's origin.
class WidgetTest {
  private static final String KEPT = "Object.keys(localStorage).sort().join() + document.cookie";

  private static TestParley parley;
  private static Chromium chromium;
  private final List<String> asked = new ArrayList<>();
  private AnyShop shop;
  private Merchant merchant;
  private BrowserContext person;
  private Page page;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
    parley.close();
  }

  @BeforeEach
  void openTheShop() {
    shop = new AnyShop();
    merchant = Merchant.found(parley);
    change(null, List.of(shop.origin()));
    shop.paste(parley.url(), merchant.workspace().writeKey());
    person = chromium.person("zh-TW", 1000, 760, false);
    page = person.newPage();
    page.onRequest(request -> asked.add(request.url()));
  }

  @AfterEach
  void closeTheShop() {
    person.close();
    shop.close();
  }

  @Test
  void aVisitorWhoOnlyLooksIsKnownButLoadsNoPanelAndHasNoConversation() {
    page.navigate(shop.origin() + "/tote");
    page.waitForCondition(() -> asked.stream().anyMatch(url -> url.endsWith("/v1/b")) && waitingEvents() == 0);
    assertThat(asked).noneMatch(url -> url.contains("/widget/"));
    assertThat(conversations()).isEmpty();
    assertThat(page.evaluate(KEPT).toString()).contains("parley_visitor");
  }

  @Test
  void askingFirstNothingIsKeptBeforeSheAgreesAndTheChatAsksForItself() {
    change("ask", null);
    page.navigate(shop.origin() + "/tote");
    var chat = open();
    var field = chat.locator("textarea");
    field.fill("可以刷卡嗎");
    field.press("Enter");
    assertThat(chat.locator("[role=alertdialog]")).isVisible();
    assertThat(page.evaluate(KEPT)).isEqualTo("");
    assertThat(conversations()).isEmpty();

    chat.locator("[role=alertdialog] button").click();
    page.waitForCondition(() -> said().equals(List.of("可以刷卡嗎")));
    assertThat(asked).noneMatch(url -> url.endsWith("/v1/b"));
  }

  @Test
  void whatSheWritesWithoutANetworkIsSaidOnceWhenItReturnsEvenOnAnotherPage() {
    page.navigate(shop.origin() + "/tote");
    var chat = open();
    write(chat, "第一句");
    page.waitForCondition(() -> said().size() == 1);

    person.setOffline(true);
    write(chat, "第二句");
    write(chat, "第三句");
    assertThat(chat.locator(".me")).hasCount(3);
    assertThat(said()).hasSize(1);
    person.setOffline(false);
    page.navigate(shop.origin() + "/mug");

    page.waitForCondition(() -> said().equals(List.of("第一句", "第二句", "第三句")));
    assertThat(open().locator(".me")).hasCount(3);
  }

  @Test
  void aLostAnswerDoublesNothing() {
    page.navigate(shop.origin() + "/tote");
    var chat = open();
    var losses = new ArrayList<>(List.of("first", "second"));
    page.route("**/chat/v1/messages", route -> {
      if (losses.isEmpty()) {
        route.resume();
      } else {
        losses.removeLast();
        route.fetch();
        route.abort();
      }
    });
    write(chat, "有別的顏色嗎");
    assertThat(chat.locator(".me .foot time")).isVisible();
    assertThat(losses).isEmpty();
    assertThat(said()).containsExactly("有別的顏色嗎");
    assertThat(chat.locator(".me")).hasCount(1);
  }

  @Test
  void bothSidesSeeEachOtherTypeDeliverAndRead() {
    page.navigate(shop.origin() + "/tote");
    var chat = open();
    write(chat, "放得下筆電嗎");
    page.waitForCondition(() -> said().size() == 1);
    var conversation = "/api/v1/conversations/" + conversations().getFirst();
    assertThat(chat.locator(".me .foot")).containsText("已送達");

    merchant.api().post(conversation + "/read", Map.of("seq", 1));
    assertThat(chat.locator(".me .foot")).containsText("已讀");
    merchant.api().post(conversation + "/messages",
        Map.of("clientId", "a1", "voice", "editor", "content", Map.of("kind", "text", "text", "14 吋可以")));
    assertThat(chat.locator(".log")).containsText("14 吋可以");
    page.waitForCondition(() -> "read".equals(
        merchant.api().get(conversation + "/messages").json().at("/items/1/delivery/state").asString()));
  }

  @Test
  void escapeClosesAndTheKeyboardOpensAgain() {
    page.navigate(shop.origin() + "/tote");
    var chat = open();
    assertThat(chat.locator("textarea")).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.evaluate("document.activeElement === document.body.lastElementChild")).isEqualTo(true);
    page.keyboard().press("Enter");
    assertThat(chat.locator("textarea")).isFocused();
  }

  private Frame open() {
    page.waitForFunction("window.parley && parley.open");
    page.evaluate("parley.open()");
    page.waitForCondition(() -> page.frames().stream().anyMatch(frame -> frame.url().contains("/widget/")));
    var frame = page.frames().stream().filter(one -> one.url().contains("/widget/")).findFirst().orElseThrow();
    frame.locator("textarea").waitFor(new Locator.WaitForOptions());
    return frame;
  }

  private static void write(Frame chat, String text) {
    chat.locator("textarea").fill(text);
    chat.locator("textarea").press("Enter");
  }

  private void change(String consentMode, List<String> sites) {
    parley.get(Workspaces.class)
        .change(merchant.workspace().id(), new Workspaces.WorkspaceChange(null, consentMode, sites));
  }

  private long waitingEvents() {
    return ((Number) page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('parley_event')).length"))
        .longValue();
  }

  private List<String> conversations() {
    return StreamSupport.stream(merchant.api().get("/api/v1/conversations").json().get("items").spliterator(), false)
        .map(conversation -> conversation.get("id").asString()).toList();
  }

  private List<String> said() {
    return conversations().stream()
        .flatMap(id -> StreamSupport.stream(
            merchant.api().get("/api/v1/conversations/" + id + "/messages").json().get("items").spliterator(), false))
        .filter(message -> message.get("direction").asString().equals("in"))
        .map(message -> message.at("/content/text").asString()).toList();
  }
}
