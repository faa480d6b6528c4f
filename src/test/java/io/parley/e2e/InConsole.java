package io.parley.e2e;

import com.microsoft.playwright.Page;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// Tests in a real browser, at one running Parley with one merchant, whose member signs in.
abstract class InConsole {
  static TestParley parley;
  static Chromium chromium;
  static Merchant merchant;

  @BeforeAll
  static void open() {
    parley = TestParley.shared();
    chromium = new Chromium();
    merchant = Merchant.found(parley);
  }

  @AfterAll
  static void close() {
    chromium.close();
    parley.close();
  }

  static void signIn(Page page) {
    page.navigate(parley.url() + "/app/");
    page.locator("input[name=email]").fill(merchant.member().email());
    page.locator("input[name=password]").fill(Merchant.PASSWORD);
    page.keyboard().press("Enter");
    page.waitForURL("**/app/");
  }

  /// The page at this place of the console.
  static Page signedIn(Page page, String place) {
    signIn(page);
    page.navigate(parley.url() + "/app/" + place);
    return page;
  }
}
