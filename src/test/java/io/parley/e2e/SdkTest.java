package io.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.parley.support.Call;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import io.parley.workspace.Workspaces;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What parley.js sees in a real browser, on a shop that is not on Parley's origin.
class SdkTest {
  /// Done once the page was told, which it is later than it has scrolled; who listened before us has heard it, too.
  private static final String SCROLL = """
      new Promise(done => {
        addEventListener('scroll', () => done(), { once: true });
        scrollTo(0, 1500);
      })""";
  private static final String HIDE = """
      state => {
        Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => state});
        document.dispatchEvent(new Event('visibilitychange'));
      }""";

  private static TestParley parley;
  private static Chromium chromium;
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
    person = chromium.person("zh-TW", 1000, 760, false);
    page = person.newPage();
  }

  @AfterEach
  void closeTheShop() {
    person.close();
    shop.close();
  }

  @Test
  void onlySecondsInWhichThePageIsLookedAtCount() {
    paste("");
    page.clock().install();
    visit("/tote");
    page.clock().runFor(12_000);
    page.evaluate(HIDE, "hidden");
    page.clock().runFor(120_000);
    page.evaluate(HIDE, "visible");
    page.clock().runFor(4_000);
    page.evaluate(SCROLL);
    page.navigate("about:blank");

    page.waitForCondition(() -> properties("Page Dwelled").stream().anyMatch(one -> one.path("seconds").asInt() > 13));
    var views = properties("Page Dwelled");
    var seconds = views.stream().mapToInt(one -> one.path("seconds").asInt()).max().orElseThrow();
    assertThat(seconds).isBetween(14, 18);
    assertThat(views.stream().mapToInt(one -> one.path("added_seconds").asInt()).sum()).isEqualTo(seconds);
    assertThat(views).allSatisfy(one -> assertThat(one.path("url").asString()).endsWith("/tote"));
    assertThat(views.stream().mapToInt(one -> one.path("scroll_percent").asInt()).max().orElseThrow())
        .isBetween(60, 90);
  }

  @Test
  void whatIsToldWhileThePageGoesAwayArrives() {
    paste("");
    visit("/tote");
    page.waitForFunction("parley.open");
    page.evaluate("parley.track('Leaving', {n: 1}); location.href = 'about:blank'");
    page.waitForCondition(() -> names().contains("Leaving"));
  }

  @Test
  void whatHappensWithoutANetworkArrivesOnceWhenItReturns() {
    paste("");
    visit("/tote");
    person.setOffline(true);
    page.evaluate("parley.track('Offline', {n: 1})");
    page.evaluate("parley.track('Offline', {n: 2})");
    page.waitForTimeout(1_500);
    assertThat(names()).doesNotContain("Offline");
    person.setOffline(false);
    page.waitForCondition(() -> folded("Offline") == 2);
  }

  @Test
  void aShopOfOnePageIsSeenPageByPage() {
    paste("");
    visit("/bags");
    page.evaluate("history.pushState({}, '', '/tote'); document.title = '晴日托特包'");
    page.waitForCondition(() -> properties("page").size() == 2);
    var second = properties("page").getFirst();
    assertThat(second.path("url").asString()).endsWith("/tote");
    assertThat(second.path("title").asString()).isEqualTo("晴日托特包");
    assertThat(second.path("referrer").asString()).endsWith("/bags");
  }

  @Test
  void whatTheShopTellsGoogleIsReadUnlessTheShopTellsItToUs() {
    paste("""
        window.dataLayer = []; function gtag() { dataLayer.push(arguments) }
        gtag('event', 'view_item', {currency: 'TWD', items: [{item_id: 'tote', item_name: '托特包', price: 1280}]});
        """);
    visit("/tote");
    page.evaluate("""
        dataLayer.push({event: 'add_to_cart', ecommerce: {currency: 'TWD', items: [{item_id: 'tote', quantity: 2}]}});
        gtag('event', 'begin_checkout', {items: [{item_id: 'tote'}]});
        parley.track('Checkout Started', {products: [{product_id: 'tote'}], own: true});
        gtag('event', 'purchase', {transaction_id: 'A-1', value: 2560, shipping: 80, currency: 'TWD',
          items: [{item_id: 'tote', price: 1280, quantity: 2}]});
        """);
    page.waitForCondition(() -> names().contains("Order Completed"));
    assertThat(names()).filteredOn(name -> name.equals("Checkout Started")).hasSize(1);
    assertThat(properties("Product Viewed").getFirst().path("name").asString()).isEqualTo("托特包");
    assertThat(properties("Product Added").getFirst().path("quantity").asInt()).isEqualTo(2);
    page.waitForCondition(() -> folded("Order Completed") == 1);
    var orders = merchant.api().get("/api/v1/customers/" + customer() + "/events?kind=order").json().path("items");
    assertThat(orders.get(0).at("/amount/currency").asString()).isEqualTo("TWD");
  }

  @Test
  void howSheCameIsKeptWithHer() {
    paste("");
    visit("/?utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=abc");
    page.waitForCondition(() -> folded("page") == 1);
    var landing = properties("page").getFirst();
    assertThat(landing.at("/campaign/source").asString()).isEqualTo("google");
    assertThat(landing.at("/clicks/gclid").asString()).isEqualTo("abc");
    visit("/search?q=%E6%89%98%E7%89%B9&fbclid=xyz");
    page.waitForCondition(() -> folded("page") == 2 && folded("Products Searched") == 1);
    assertThat(properties("Products Searched").getFirst().path("query").asString()).isEqualTo("托特");
    var attributes = merchant.api().get("/api/v1/customers/" + customer()).json();
    assertThat(attributes.toString()).contains("google / cpc / spring").contains("\"last_touch\":\"fbclid\"");
  }

  @Test
  void turningToGoIsSeenOnceAPage() {
    paste("");
    page.clock().install();
    visit("/tote");
    page.clock().runFor(5_000);
    for (var n = 0; n < 3; n++) {
      page.evaluate("document.dispatchEvent(new MouseEvent('mouseout', {clientY: -1}))");
    }
    page.clock().runFor(1_000);
    page.waitForCondition(() -> names().contains("Exit Intent"));
    assertThat(names()).filteredOn(name -> name.equals("Exit Intent")).hasSize(1);
  }

  @Test
  void herIdOutlivesWhatScriptsStored() {
    paste("");
    visit("/tote");
    page.waitForCondition(() -> folded("page") == 1);
    page.waitForCondition(() -> person.cookies().stream().anyMatch(cookie -> cookie.httpOnly));
    page.evaluate("localStorage.clear(); document.cookie = 'parley_visitor=; path=/; max-age=0'");
    page.navigate("about:blank");
    visit("/mug");
    page.waitForCondition(() -> folded("page") == 2);
    assertThat(events().stream().map(one -> one.path("who").toString()).collect(Collectors.toSet())).hasSize(1);
    assertThat(merchant.api().get("/api/v1/customers").json().path("items").size()).isEqualTo(1);
  }

  @Test
  void askedFirstSheIsSeenOnlyBetweenHerYesAndHerNo() {
    change("ask", null);
    paste("");
    visit("/tote");
    page.waitForFunction("parley.open");
    page.evaluate("parley.track('Before', {})");
    page.waitForTimeout(800);
    assertThat(events()).isEmpty();
    assertThat(person.cookies()).isEmpty();

    page.evaluate("parley.consent('granted')");
    page.evaluate("parley.track('Between', {})");
    page.waitForCondition(() -> folded("Between") == 1 && folded("page") == 1);

    page.evaluate("parley.consent('denied')");
    page.waitForCondition(() -> person.cookies().isEmpty());
    page.evaluate("parley.track('After', {})");
    page.waitForTimeout(800);
    assertThat(names()).doesNotContain("Before", "After");
    assertThat(page.evaluate("Object.keys(localStorage).join()")).isEqualTo("parley_consent");
  }

  @Test
  void whoAsksNotToBeTrackedIsNot() {
    paste("");
    page.addInitScript("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})");
    visit("/tote");
    page.waitForFunction("parley.open");
    page.waitForTimeout(800);
    assertThat(events()).isEmpty();
    assertThat(page.evaluate("Object.keys(localStorage).length + document.cookie")).isEqualTo("0");
  }

  @Test
  void aPageTheBrowserKeptIsSeenAgainWhenSheGoesBack() {
    // Playwright knows nothing of a page that was kept: asking it anything after it came back may wait for ever. So the
    // page goes back and tells about itself by its own means.
    paste("""
        addEventListener('pageshow', event => event.persisted && parley.track('Kept', {mark: window.mark}));
        """);
    try (var keeping = new Chromium(List.of("--disable-back-forward-cache"))) {
      var tab = keeping.person().newPage();
      tab.navigate(shop.origin() + "/tote");
      tab.waitForCondition(() -> folded("page") == 1);
      tab.evaluate("window.mark = 1");
      tab.navigate(shop.origin() + "/mug");
      tab.waitForCondition(() -> folded("page") == 2);
      tab.evaluate("void setTimeout(() => history.back())");
      Awaitility.await().until(() -> folded("page") == 3 && folded("Kept") == 1);
      assertThat(properties("Kept").getFirst().path("mark").asInt()).isEqualTo(1);
      assertThat(properties("page").getFirst().path("url").asString()).endsWith("/tote");
    }
  }

  private void paste(String script) {
    shop.paste(parley.url(), merchant.workspace().writeKey(), script);
  }

  private void visit(String path) {
    page.navigate(shop.origin() + path);
    page.waitForFunction("window.parley && parley.open && (document.body.lastElementChild.shadowRoot !== undefined)");
    page.waitForCondition(() -> ((Number) page.evaluate("document.body.children.length")).intValue() > 4);
  }

  private void change(String consentMode, List<String> sites) {
    parley.get(Workspaces.class)
        .change(merchant.workspace().id(), new Workspaces.WorkspaceChange(null, consentMode, sites));
  }

  private String customer() {
    return merchant.api().get("/api/v1/customers").json().at("/items/0/id").asString();
  }

  /// What arrived and counted, the latest first, from the event debugger.
  private List<JsonNode> events() {
    var items = merchant.api().get("/api/v1/received-events?limit=100").json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(one -> !one.path("outcome").asString().equals("repeated")).toList();
  }

  private List<String> names() {
    return events().stream().map(one -> one.path("name").asString()).toList();
  }

  private long folded(String name) {
    return events().stream().filter(one -> one.path("name").asString().equals(name)
        && one.path("outcome").asString().equals("folded")).count();
  }

  private List<JsonNode> properties(String name) {
    return events().stream().filter(one -> one.path("name").asString().equals(name))
        .map(one -> Call.JSON.readTree(one.path("body").asString()).path("properties")).toList();
  }
}
