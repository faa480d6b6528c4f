package io.parley.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Files that name somebody who is erased before they are told.
class ErasedFilesTest extends WithFiles {
  @BeforeEach
  void isKnown() {
    files.in("會員編號,姓名,手機\nM-1,林雅婷,0912345678\n", Map.of("verified", true));
  }

  @Test
  void whoSharesHerPhoneIsStillToldButWithoutIt() {
    var id = files.brought("會員編號,姓名,手機\nM-1,林雅婷,0912345678\nM-2,林大同,0912-345-678\nM-3,王,0933\n");
    files.check(id, Map.of("verified", true));
    erase();
    files.run(id);
    assertThat(members()).containsExactly("M-2 林大同 -");
    assertThat(files.sql("select body from timeline.log where workspace_id = :workspace and body like '%912345678%'"))
        .isEmpty();
    assertThat(files.sql("select value from customer.identity where workspace_id = :workspace and kind = 'phone'"))
        .isEmpty();
    assertThat(files.sql("select bytes::text from integration.import_chunk where workspace_id = :workspace")).isEmpty();
    assertThat(files.errors(id)).contains("0933");
  }

  @Test
  void aFileThatWasNotCheckedMustBeBroughtAgain() {
    var hers = files.brought("\uFEFF編號,電話\nA,0912-345-678\n");
    var others = files.brought("編號,電話\nB,0922333444\n");
    erase();
    assertThat(files.sql("""
        select state || ' ' || coalesce(problem ->> 'en', '') from integration.import
        where workspace_id = :workspace and id::text = '%s'
        """.formatted(hers)).getFirst()).startsWith("failed The file named somebody who was erased");
    assertThat(files.preview(others).at("/rows/0/0").asString()).isEqualTo("B");
  }

  private void erase() {
    var her = files.sql("""
        select customer_id::text from customer.identity
        where workspace_id = :workspace and kind = 'member' and value = 'M-1'
        """).getFirst();
    var answer = files.merchant().api().post("/api/v1/customers/" + her + "/erase", Map.of("confirm", her));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private java.util.List<String> members() {
    return files.sql("""
        select i.value || ' ' || c.name || ' ' || coalesce(c.phone, '-') from customer.identity i
        join customer.customer c on c.id = i.customer_id
        where i.workspace_id = :workspace and i.kind = 'member' order by 1
        """);
  }
}
