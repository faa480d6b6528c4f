package io.parley.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's Chromium, driven by Playwright. `bin/test` installs it.
final class Chromium implements AutoCloseable {
  /// Only what never comes is missed, however busy the machine is.
  private static final double LONGEST_MILLIS = 45_000;
  static final Path SHOTS = Path.of("target/shots");
  private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
      "--disable-dev-shm-usage", "--font-render-hinting=none");

  private final Playwright playwright;
  private final Browser browser;

  Chromium() {
    this(List.of());
  }

  /// `without` are arguments that Playwright would give.
  Chromium(List<String> without) {
    PlaywrightAssertions.setDefaultAssertionTimeout(LONGEST_MILLIS);
    playwright = Playwright.create(new Playwright.CreateOptions()
        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
        .setExecutablePath(executable()).setArgs(ARGUMENTS).setHeadless(true)
        .setIgnoreDefaultArgs(without));
  }

  static boolean installed() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser").map(Path::of).anyMatch(Files::exists);
  }

  private static Path executable() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser").map(Path::of).filter(Files::exists).findFirst()
        .orElseThrow(() -> new IllegalStateException("No Chromium: bin/test installs it"));
  }

  /// A person's browser: storage of its own, Taipei time.
  BrowserContext person(String locale, int width, int height, boolean dark) {
    var context = browser.newContext(new Browser.NewContextOptions()
        .setLocale(locale)
        .setTimezoneId("Asia/Taipei")
        .setViewportSize(width, height)
        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    context.setDefaultTimeout(LONGEST_MILLIS);
    return context;
  }

  BrowserContext person() {
    return person("zh-TW", 1440, 900, false);
  }

  static void shot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
