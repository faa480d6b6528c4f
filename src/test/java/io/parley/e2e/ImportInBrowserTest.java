package io.parley.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A member of the team brings a file into the console: look, check, run, leave, come back.
class ImportInBrowserTest extends InConsole {
  private static final String SHOPEE = """
      訂單編號,訂單狀態,買家帳號,訂單成立日期,買家總支付金額,商品名稱,商品選項貨號,商品活動價格,數量,收件者電話,收件者姓名,蝦幣折抵
      2510A,完成,yt_lin,2026-10-05 12:30,1330,晴日帆布托特包,tote,990,1,886912345678,林**,0
      2510A,完成,yt_lin,2026-10-05 12:30,1330,職人陶杯,cup,340,1,886912345678,林**,0
      2510B,完成,kai,2026-10-06 09:00,340,職人陶杯,cup,340,1,09123,陳**,0
      2510C,完成,mei,2026-10-07 09:00,340,職人陶杯,cup,340,1,0922333444,許功蓋,0
      """;

  @Test
  void aFileOfShopeeIsUnderstoodCheckedAndImportedWithoutAWordOfExplanation() throws java.io.IOException {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/settings/imports");
      page.setInputFiles("input[type=file]",
          new FilePayload("十月蝦皮.csv", "text/csv", SHOPEE.getBytes(Charset.forName("Big5"))));
      assertThat(page.getByText("看起來是蝦皮的訂單檔")).isVisible();
      assertThat(page.getByLabel("文字編碼")).hasValue("BIG5");
      assertThat(page.getByLabel("「收件者電話」是")).hasValue("phone");
      Chromium.shot(page, "import-look");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("檢查每一列")).click();
      assertThat(page.getByText("4 列裡，3 列讀得懂，1 列不行。")).isVisible();
      Chromium.shot(page, "import-checked");
      var download = page.waitForDownload(() -> page.getByText("下載這 1 列和原因").click());
      assertThat(Files.readString(download.path())).contains("手機「09123」讀不懂");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("匯入 2 筆訂單")).click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("金鑰")).click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("匯入")).click();
      assertThat(page.getByText(Pattern.compile("2 筆訂單來自 2 人；0 人在兩個以上通路購買"))).isVisible();
      Chromium.shot(page, "import-done");
    }
    look("/app/settings/imports", "import");
    try (var phone = chromium.person("zh-TW", 390, 844, false)) {
      var page = phone.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/settings/imports");
      page.setInputFiles("input[type=file]", new FilePayload("會員.csv", "text/csv",
          "會員編號,姓名,手機,喜好色\nM-1,林雅婷,0912345678,柿\n".getBytes(Charset.forName("UTF-8"))));
      assertThat(page.getByLabel("「手機」是")).hasValue("phone");
      assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
      Chromium.shot(page, "import-phone-look");
    }
  }

  @Test
  void aWebhookShowsItsSecretOnceAndWhatWasCalled() {
    try (var person = chromium.person()) {
      var page = person.newPage();
      signIn(page);
      page.navigate(parley.url() + "/app/settings/webhooks");
      page.getByLabel("給哪個系統用").fill("SHOPLINE");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("做一個 webhook")).click();
      assertThat(page.getByLabel("密鑰", new Page.GetByLabelOptions().setExact(true))).containsText("whsec_");
      Chromium.shot(page, "webhook-made");
      page.reload();
      assertThat(page.getByText("SHOPLINE")).isVisible();
      assertThat(page.getByText("whsec_")).hasCount(0);
    }
    look("/app/settings/webhooks", "webhook");
  }

  /// English, dark and on a phone.
  private static void look(String place, String name) {
    try (var dark = chromium.person("en-US", 1440, 900, true); var phone = chromium.person("zh-TW", 390, 844, false)) {
      for (var one : new String[] {"en-dark", "phone"}) {
        var page = (one.equals("phone") ? phone : dark).newPage();
        signIn(page);
        if (one.equals("en-dark")) {
          page.evaluate("localStorage.setItem('parley.lang', 'en')");
        }
        page.navigate(parley.url() + place);
        page.waitForTimeout(700);
        assertThat(page.locator("body").innerText()).doesNotContain("undefined", "NaN", "[object", "transfers.");
        assertThat((boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        Chromium.shot(page, name + "-" + one);
      }
    }
  }
}
