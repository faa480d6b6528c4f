package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.timeline.Timeline;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Files through the HTTP API, and what the fold makes of them.
class ImportTest extends WithFiles {
  @Test
  void customersOfAFileAreTheOnesKnownByTheirNumberAndCarryTheirTags() {
    var done = files.in("""
        會員編號,姓名,手機,電子信箱,生日,標籤,喜好色
        M-1,林雅婷,０９１２－３４５－６７８,Lin@Example.com,民國79年5月20日,"VIP、常客",柿
        M-2,陳大文,0922333444,,1985/1/2,,
        """, Map.of("columns", List.of(column(0, "member_number"), column(1, "name"), column(2, "phone"),
        column(3, "email"), column(4, "birthday"), column(5, "tag"),
        Map.of("place", 6, "attribute", "favourite"))));
    assertThat(done.path("state").asString()).isEqualTo("done");
    assertThat(done.at("/counts/fresh").asInt()).isEqualTo(2);
    assertThat(files.sql("""
        select c.name || '|' || c.phone || '|' || c.email || '|' || (c.attributes->>'birthday') || '|'
          || (c.attributes->>'favourite') from customer.customer c join customer.identity i on i.customer_id = c.id
        where c.workspace_id = :workspace and i.kind = 'member' and i.value = 'M-1'
        """)).containsExactly("林雅婷|+886912345678|lin@example.com|1990-05-20|柿");
    assertThat(files.sql("""
        select t.name from customer.tag t join customer.carried c on c.tag_id = t.id where t.workspace_id = :workspace
        order by 1
        """)).containsExactly("VIP", "常客");
    assertThat(files.sql("""
        select text from timeline.event where workspace_id = :workspace and kind = 'tag' order by 1
        """)).containsExactly("VIP", "常客");
  }

  @Test
  void whereAFileSaysSomethingTwiceItsLastWordStands() {
    files.in("會員編號,姓名\nM-1,舊名\nM-1,新名\n", Map.of());
    assertThat(files.sql("select name from customer.customer where workspace_id = :workspace")).containsExactly("新名");
  }

  @Test
  void ordersOfTwoChannelsByOnePhoneAreOnePersonWhoBoughtTwice() {
    files.in("會員編號,姓名,手機\nM-1,林雅婷,0912345678\n", Map.of("verified", true));
    files.in("""
        訂單編號,訂單日期,會員編號,商品編號,商品名稱,數量,單價
        A1,2026/10/1 10:00,M-1,tote,帆布袋,2,"NT$1,280"
        A1,2026/10/1 10:00,M-1,cup,杯子,1,350
        """, Map.of());
    var shopee = """
        訂單編號,訂單狀態,買家帳號,訂單成立日期,買家總支付金額,商品名稱,商品選項貨號,商品活動價格,數量,收件者電話,收件者姓名,蝦幣折抵
        2510A,完成,yt_lin,2026-10-05 12:30,990,帆布袋,tote,990,1,886912345678,林**,0
        2510B,不成立,someone,2026-10-06 09:00,500,杯子,cup,500,1,****321,陳**,0
        """;
    var done = files.in(shopee, Map.of());
    assertThat(done.path("channel").asString()).isEqualTo("shopee");
    assertThat(done.at("/result/orders").asInt()).isEqualTo(2);
    assertThat(done.at("/result/people").asInt()).isEqualTo(2);
    assertThat(done.at("/result/several").asInt()).isEqualTo(1);
    assertThat(files.sql("""
        select o.channel || '|' || o.number || '|' || o.state || '|' || o.total from customer.identity m
        join customer.identity i on i.customer_id = m.customer_id
        join commerce.customer_order o on o.identity_id = i.id
        where m.workspace_id = :workspace and m.value = 'M-1' order by 1
        """)).containsExactly("shopee|2510A|placed|990", "web|A1|placed|2910");
    assertThat(state("2510B")).containsExactly("cancelled");
    var later = files.in(shopee.replace("完成", "已取消"), Map.of());
    assertThat(later.at("/counts/fresh").asInt()).isZero();
    assertThat(later.at("/counts/changed").asInt()).isEqualTo(1);
    assertThat(state("2510A")).containsExactly("cancelled");
  }

  @Test
  void whatAnExcelOfTaiwanSavesInBig5IsReadAndQuotedLinesStayWhole() {
    var text = "會員編號;姓名;電話;住址備註\r\nM-1;許功蓋;0912345678;\"一樓\r\n管理室\"\r\n";
    var id = files.brought(text.getBytes(Charset.forName("Big5")));
    var preview = files.preview(id);
    assertThat(preview.path("charset").asString()).isEqualTo("BIG5");
    assertThat(preview.path("delimiter").asString()).isEqualTo(";");
    assertThat(preview.at("/rows/0/1").asString()).isEqualTo("許功蓋");
    assertThat(preview.at("/rows/0/3").asString()).isEqualTo("一樓\r\n管理室");
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      var wide = files.brought(("\uFEFF" + text).getBytes(charset));
      assertThat(files.preview(wide).at("/rows/0/1").asString()).isEqualTo("許功蓋");
    }
    var marked = files.brought("\uFEFF" + text.replace(';', '\t'));
    assertThat(files.preview(marked).at("/headings/0").asString()).isEqualTo("會員編號");
    assertThat(files.preview(marked).path("delimiter").asString()).isEqualTo("\t");
  }

  @Test
  void rowsThatCannotBeTakenComeBackAsAFileWithTheirReasonAndRunNothing() {
    var id = files.brought("""
        會員編號,姓名,手機
        M-1,林雅婷,0912345678
        M-2,=cmd|' /C calc'!A0,09123
        ,@nobody,
        M-4,王小明,9.12E+08
        """);
    var checked = files.check(id, Map.of());
    assertThat(checked.at("/counts/rows").asInt()).isEqualTo(4);
    assertThat(checked.at("/counts/bad").asInt()).isEqualTo(3);
    var errors = files.errors(id);
    assertThat(errors).startsWith("\uFEFF");
    var lines = errors.substring(1).lines().toList();
    assertThat(lines.getFirst()).isEqualTo("會員編號,姓名,手機,Line,Reason");
    assertThat(lines.get(1)).isEqualTo(
        "M-2,'=cmd|' /C calc'!A0,09123,3,The phone “09123” cannot be read. A digit may be missing");
    assertThat(lines.get(2)).startsWith(",'@nobody,,4,\"There is no member number");
    assertThat(lines.get(3)).contains("A spreadsheet has turned the phone into “9.12E+08”");
    var done = files.run(id);
    assertThat(done.at("/counts/fresh").asInt()).isEqualTo(1);
    assertThat(files.errors(id)).isEqualTo(errors);
  }

  @Test
  void aValueThatIsNotWhatItsAttributeIsStandsInTheReportAndTheRestOfTheRowIsTaken() {
    files.merchant().api().send("PUT", "/api/v1/attributes",
        Map.of("name", "points", "type", "number", "labelZh", "點數", "labelEn", "Points"));
    var id = files.brought("會員編號,姓名,點數\nM-1,林雅婷,120\nM-2,王小明,很多\n");
    assertThat(files.preview(id).at("/guess/columns/2/attribute").asString()).isEqualTo("points");
    var checked = files.check(id, Map.of());
    assertThat(checked.at("/counts/bad").asInt()).isZero();
    assertThat(checked.at("/counts/amiss").asInt()).isEqualTo(1);
    var report = files.errors(id).substring(1).lines().toList();
    assertThat(report).hasSize(2);
    assertThat(report.get(1)).isEqualTo("M-2,王小明,很多,3,This row is taken without: Points “很多” is no number");
    assertThat(files.run(id).at("/counts/fresh").asInt()).isEqualTo(2);
    var known = files.merchant().api().get("/api/v1/customers?query=M-2").json().at("/items/0");
    assertThat(known.path("name").asString()).isEqualTo("王小明");
    var defined = files.merchant().api().get("/api/v1/attributes").json().path("items").get(0);
    assertThat(defined.at("/misfit/value").asString()).isEqualTo("很多");
  }

  @Test
  void orderReportsOfShopPlatformsAreRecognisedByTheirHeadings() {
    var shopline = files.preview(files.brought("""
        訂單號碼,訂單日期,訂單狀態,顧客 ID,顧客,電郵,電話號碼,商品貨號,商品名稱,數量,商品原價,商品結帳價,運費,訂單合計,已退款金額,貨幣
        2024101,2026-01-05 12:30,已完成,5d8c,林雅婷,ya@example.com,0912345678,A-1,托特包,1,1480,1280,60,1340,0,TWD
        """));
    assertThat(shopline.path("preset").asString()).isEqualTo("shopline");
    assertThat(meanings(shopline)).containsEntry("訂單號碼", "order_number").containsEntry("商品結帳價", "unit_price")
        .containsEntry("訂單合計", "order_total").containsEntry("已退款金額", "refunded").containsEntry("電郵", "email");
    var app = files.preview(files.brought("""
        購物車編號,主單編號,訂單編號,轉單日期時間,收件人,收件人電話,商品名稱,商品料號,數量,商品單價,銷售金額(折扣後),訂單狀態
        TG1,TM1,TS1,2026/1/5 12:30,林雅婷,0912345678,托特包,A-1,2,1280,2400,已完成
        """));
    assertThat(app.path("preset").asString()).isEqualTo("ninety_one");
    assertThat(meanings(app)).containsEntry("主單編號", "order_number").containsEntry("轉單日期時間", "ordered_at")
        .containsEntry("銷售金額(折扣後)", "line_total").doesNotContainKey("訂單編號");
    var cyberbiz = files.preview(files.brought("""
        訂單編號,建立時間,購買人,購買人電話,商品代碼,商品名稱,數量,單價,總金額
        1001,2026-01-05 12:30,林雅婷,0912345678,A-1,托特包,1,1280,1280
        """));
    assertThat(cyberbiz.path("preset").asString()).isEqualTo("cyberbiz");
    assertThat(meanings(cyberbiz)).containsEntry("建立時間", "ordered_at").containsEntry("購買人", "name")
        .containsEntry("商品代碼", "product_id");
  }

  private static Map<String, String> meanings(JsonNode preview) {
    var meanings = new HashMap<String, String>();
    preview.at("/guess/columns").forEach(column -> meanings.put(
        preview.path("headings").get(column.path("place").asInt()).asString(), column.path("field").asString("")));
    return meanings;
  }

  @Test
  void filesThatAreNoTablesAreRefusedWithASentence() {
    refused("empty", new byte[0]);
    refused("empty", "\n\n".getBytes(StandardCharsets.UTF_8));
    refused("header_only", "會員編號,姓名\n".getBytes(StandardCharsets.UTF_8));
    refused("not_text", new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0});
    refused("not_text", new byte[] {'a', ',', 0, 0, 1, 2, 0, 'b', '\n', 0, 0, 0, 0});
    refused("charset", new byte[] {'a', ',', 'b', '\n', (byte) 0xFF, (byte) 0xFF, ',', (byte) 0xFE, '\n'});
    refused("too_many_columns", ("a,".repeat(9_999) + "a\n1\n").getBytes(StandardCharsets.UTF_8));
    refused("broken_row", ("a,b\n1,\"" + "x".repeat(30_000)).getBytes(StandardCharsets.UTF_8));
    assertThat(files.sql("select id::text from integration.import where workspace_id = :workspace")).isEmpty();
  }

  @Test
  void aHundredMegabytesAreRefusedAndNothingIsKept() {
    var answer = files.bring("big.csv", new byte[100 * 1024 * 1024]);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("64 MB");
    assertThat(files.sql("select import_id::text from integration.import_chunk where workspace_id = :workspace"))
        .isEmpty();
  }

  @Test
  void headingsThatStandTwiceAreTwoColumnsAndOnlyOneOfThemMayHaveAMeaning() {
    var id = files.brought("姓名,姓名,會員編號\n甲,乙,M-1\n");
    assertThat(files.preview(id).at("/guess/columns").findValuesAsString("field"))
        .containsExactlyInAnyOrder("name", "member_number");
    var answer = files.merchant().api().send("PUT", "/api/v1/imports/" + id + "/mapping", Map.of("charset", "UTF_8",
        "delimiter", ",", "mapping", Map.of("kind", "customers", "channel", "web", "currency", "TWD", "verified", false,
            "columns", List.of(column(0, "name"), column(1, "name"), column(2, "member_number")))));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asString()).isEqualTo("twice");
  }

  @Test
  void aTagFileTagsWhoeverItNamesAndBringingItAgainChangesNothing() {
    var text = "手機,標籤\n0912345678,週年慶\n0912345678,母親節\n";
    assertThat(files.in(text, Map.of()).path("kind").asString()).isEqualTo("tags");
    assertThat(files.in(text, Map.of()).at("/counts/fresh").asInt()).isZero();
    assertThat(files.sql("""
        select t.name from customer.tag t join customer.carried c on c.tag_id = t.id where t.workspace_id = :workspace
        order by 1
        """)).containsExactly("母親節", "週年慶");
  }

  @Test
  void partialRefundsOfAFileAreToldOnceAndOnlyWhatCameSince() {
    var text = "訂單編號,訂單日期,會員編號,訂單金額,退款金額\nA1,2026/10/1,M-1,1000,%s\n";
    files.in(text.formatted("100"), Map.of());
    files.in(text.formatted("100"), Map.of());
    files.in(text.formatted("250"), Map.of());
    assertThat(files.sql("select refunded::text from commerce.customer_order where workspace_id = :workspace"))
        .containsExactly("250");
  }

  @Test
  void whoeverClicksWaitsBehindOneBatchAndNotBehindAFile() {
    var text = new StringBuilder("訂單編號,訂單日期,會員編號,訂單金額\n");
    for (var n = 0; n < 5_000; n++) {
      text.append("A%d,2026/10/1,M-%d,100\n".formatted(n, n % 500));
    }
    var id = files.brought(text.toString());
    files.check(id, Map.of());
    files.merchant().api().post("/api/v1/imports/" + id + "/run", Map.of());
    var timeline = parley.get(Timeline.class);
    var most = 0;
    while (files.get(id).path("state").asString().equals("running")) {
      most = Math.max(most, timeline.behind(10_000));
    }
    assertThat(files.rest(id).at("/result/orders").asInt()).isEqualTo(5_000);
    assertThat(most).isPositive().isLessThan(1_000);
  }

  @Test
  void aPhoneNobodyVerifiedIsToldOfTheMemberAndIsNoEvidence() {
    files.in("會員編號,手機\nM-1,0912345678\n", Map.of());
    assertThat(files.sql("select kind from customer.identity where workspace_id = :workspace"))
        .containsExactly("member");
  }

  @Test
  void theKeysThatAreKeptForEverDoNotSayWhoseTheyAre() {
    files.in("手機,姓名\n0912345678,林雅婷\n", Map.of());
    assertThat(files.sql("select key from integration.known where workspace_id = :workspace")).hasSize(1)
        .noneMatch(key -> key.contains("912345678"));
  }

  private List<String> state(String number) {
    return files.sql("select state from commerce.customer_order where workspace_id = :workspace and number = '"
        + number + "'");
  }

  private void refused(String code, byte[] bytes) {
    var answer = files.bring("file.csv", bytes);
    assertThat(answer.statusCode()).as("%s: %s", code, answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("\"" + code + "\"");
  }

  private static Map<String, Object> column(int place, String field) {
    return Map.of("place", place, "field", field);
  }
}
