package io.parley.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.support.Call;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Mail both ways, over the simulated servers: what a customer and an agent see, and what becomes of a mail that
/// servers lose, refuse or return.
class MailStoryTest {
  private final MailRig rig = new MailRig();

  @AfterEach
  void mend() {
    rig.house.faults().cutAfterTaking(0);
    rig.house.faults().cutBeforeTaking(0);
    rig.house.faults().busy(0);
  }

  @Test
  void aMailIsAnsweredInTheInboxAndTheAnswerIsAnsweredFromTheMailbox() {
    rig.people.write(rig.her, rig.shop, "訂單 #1001", "請問什麼時候到貨？");
    var conversation = rig.conversation();
    assertThat(conversation.path("customer").path("name").asString()).isEqualTo("王小明");
    var letter = rig.lines(conversation).getFirst().path("content");
    assertThat(letter.path("kind").asString()).isEqualTo("letter");
    assertThat(letter.path("subject").asString()).isEqualTo("訂單 #1001");
    assertThat(letter.path("text").asString()).isEqualTo("請問什麼時候到貨？");

    var line = rig.answer(conversation, "後天會到，到了會再寫信給您。");
    var mail = rig.awaitMail(1);
    assertThat(mail.subject()).isEqualTo("Re: 訂單 #1001");
    assertThat(mail.header("Message-ID")).isEqualTo("<" + line.path("id").asString() + "@kite.example>");
    assertThat(mail.header("In-Reply-To")).matches("<[0-9a-f]+@mail.kite.example>");
    assertThat(mail.header("References")).contains(mail.header("In-Reply-To"));
    assertThat(mail.header("List-Unsubscribe")).as("an agent's answer is no newsletter").isEmpty();
    assertThat(mail.part("text/plain")).hasValueSatisfying(text -> assertThat(text).contains("後天會到"));
    assertThat(mail.part("text/html")).hasValueSatisfying(html -> assertThat(html).contains("後天會到"));
    MailRig.await(() -> rig.state(line).equals("sent"));

    var back = rig.phone().post("/mails/" + rig.received().getFirst().id() + "/reply", Map.of("text", "好，謝謝！"));
    assertThat(back.status()).isEqualTo(201);
    MailRig.await(() -> rig.lines(conversation).size() == 3);
    var reply = rig.lines(conversation).getLast().path("content");
    assertThat(reply.path("text").asString()).isEqualTo("好，謝謝！");
    assertThat(reply.path("quoted").asString()).contains("寫道：").contains("> 後天會到");
    assertThat(rig.conversations()).hasSize(1);
  }

  @Test
  void aMailWhoseAnswerWasLostIsUnknownAndNotSentAgain() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    rig.house.faults().cutAfterTaking(1);
    var line = rig.answer(rig.conversation(), "在");
    MailRig.await(() -> rig.state(line).equals("unknown"));
    var next = rig.answer(rig.conversation(), "請說");
    MailRig.await(() -> rig.state(next).equals("sent"));
    assertThat(rig.received()).as("each once").hasSize(2);
    assertThat(rig.state(line)).isEqualTo("unknown");
  }

  @Test
  void aMailThatSurelyWasNotTakenIsSentAgainUntilItIs() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    rig.house.faults().cutBeforeTaking(1);
    rig.house.faults().busy(1);
    var line = rig.answer(rig.conversation(), "在");
    MailRig.await(() -> rig.state(line).equals("sent"));
    assertThat(rig.received()).hasSize(1);
  }

  @Test
  void aSenderKilledWhileItSentLeavesAMailThatIsFlaggedNotRepeated() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    var line = rig.answer(rig.conversation(), "在");
    MailRig.await(() -> rig.state(line).equals("sent"));
    rig.sql("""
        update channel.outgoing set state = 'sending', claimed_until = now() - interval '1 second', provider_ids = '{}'
        where id = '%s'
        """.formatted(line.path("id").asString()));
    MailRig.await(() -> rig.state(line).equals("unknown"));
    assertThat(rig.received()).hasSize(1);
  }

  @Test
  void whatTheServerRefusesOrReturnsIsSaidAndNothingMoreGoesThere() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    var conversation = rig.conversation();
    habit("full");
    var delayed = rig.answer(conversation, "一");
    MailRig.await(() -> delivery(delayed.path("id").asString()).path("reason").asString("").contains("Mailbox full"));
    assertThat(delivery(delayed.path("id").asString()).path("state").asString()).isEqualTo("sent");
    habit("bounces");
    var bounced = rig.answer(conversation, "二");
    MailRig.await(() -> delivery(bounced.path("id").asString()).path("state").asString().equals("failed"));
    assertThat(delivery(bounced.path("id").asString()).path("reason").asString()).contains("does not exist");
    var detail = rig.merchant.api().get("/api/v1/conversations/" + conversation.path("id").asString()).json();
    assertThat(detail.path("sending").path("blocked").asBoolean()).isTrue();
    assertThat(detail.path("sending").path("why").asString()).contains("5.1.1");
    habit("normal");
    var skipped = rig.answer(conversation, "三");
    MailRig.await(() -> rig.state(skipped).equals("skipped"));
    assertThat(rig.received()).as("nothing was sent to an address that is nobody's").isEmpty();
    rig.people.write(rig.her, rig.shop, "我回來了", "現在收得到了");
    MailRig.await(() -> !rig.merchant.api().get("/api/v1/conversations/" + conversation.path("id").asString()).json()
        .path("sending").path("blocked").asBoolean());
  }

  @Test
  void aMachinesAnswerIsSeenButCallsForNobody() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    var conversation = rig.conversation();
    habit("away");
    rig.answer(conversation, "在");
    MailRig.await(() -> rig.lines(conversation).size() == 3);
    var last = rig.lines(conversation).getLast();
    assertThat(last.path("direction").asString()).isEqualTo("fact");
    assertThat(last.path("content").path("automatic").asBoolean()).isTrue();
    assertThat(rig.conversation().path("unread").asInt()).isZero();
    assertThat(rig.conversation().path("waitingSince").isNull()).isTrue();
  }

  @Test
  void anOfferIsEndedWithOneClickAndNotByLookingAtIt() {
    var her = offered();
    var mail = rig.awaitMail(1);
    assertThat(mail.subject()).isEqualTo("新品上架了");
    assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    assertThat(mail.header("Precedence")).isEqualTo("bulk");
    assertThat(mail.part("text/html")).hasValueSatisfying(
        html -> assertThat(html).contains(mail.oneClick()).contains("測試商店"));
    var page = rig.parley.url() + URI.create(mail.oneClick()).getPath();
    assertThat(Call.to(page).get("").status()).isEqualTo(200);
    assertThat(rig.standing(her)).as("a scanner of links has looked at it").isTrue();
    var multipart = Call.to(page).with("Content-Type", "multipart/form-data; boundary=b").post("",
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n");
    assertThat(multipart.status()).as(multipart.body()).isEqualTo(200);
    assertThat(rig.standing(her)).isFalse();
    var again = Call.to(page).with("Content-Type", "application/x-www-form-urlencoded")
        .post("", "List-Unsubscribe=One-Click");
    assertThat(again.status()).as("the same again is the same").isEqualTo(200);
    rig.offer(her, "second", Content.Text.of("再來一封"));
    MailRig.await(() -> rig.reason("second").contains("no_consent"));
    assertThat(rig.received()).hasSize(1);
  }

  /// Writing again opens the address that a complaint closed, to answers. Offers she has said no to.
  @Test
  void aComplaintIsANoToOffers() {
    var her = offered();
    rig.awaitMail(1);
    var said = rig.phone().post("/mails/" + rig.received().getFirst().id() + "/spam", Map.of());
    assertThat(said.status()).as(said.body()).isEqualTo(204);
    MailRig.await(() -> !rig.standing(her));
    var word = rig.merchant.api().get("/api/v1/customers/" + rig.parley.get(Customers.class)
        .of(rig.workspace(), her).orElseThrow() + "/consents").body();
    assertThat(word).contains("complaint");
    rig.people.write(rig.her, rig.shop, "訂單", "我的訂單呢？");
    MailRig.await(() -> !rig.merchant.api().get("/api/v1/conversations/" + rig.conversation().path("id").asString())
        .json().path("sending").path("blocked").asBoolean());
    rig.offer(her, "second", Content.Text.of("再來一封"));
    MailRig.await(() -> rig.reason("second").contains("no_consent"));
    assertThat(rig.received()).hasSize(1);
  }

  /// She wrote, said yes to offers, and is sent one.
  private IdentityId offered() {
    rig.people.write(rig.her, rig.shop, "在嗎", "在嗎");
    rig.conversation();
    var her = rig.parley.get(Customers.class).find(rig.workspace(), new IdentityKey("email", rig.her)).orElseThrow();
    rig.parley.get(Consents.class).add(rig.workspace(), her, new Consent(Consent.Purpose.marketing,
        Consent.Channel.email, true, "好", "page", null, rig.parley.get(Clocks.class).now(rig.workspace())));
    rig.toNoon();
    rig.offer(her, "first", Content.Text.of("新品上架了\n\n這週買包包免運。"));
    return her;
  }

  private JsonNode delivery(String id) {
    return rig.lines(rig.conversation()).stream().filter(line -> line.path("id").asString().equals(id))
        .map(line -> line.path("delivery")).findFirst().orElseThrow();
  }

  private void habit(String habit) {
    var set = rig.phone().post("/boxes/" + rig.her + "/habit", Map.of("habit", habit));
    assertThat(set.status()).as(set.body()).isEqualTo(204);
  }
}
