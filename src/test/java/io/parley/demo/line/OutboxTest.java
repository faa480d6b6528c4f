package io.parley.demo.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.channel.OutgoingId;
import io.parley.channel.Way;
import io.parley.demo.line.LineFaults.Fault;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the outbox promises, against a LINE that fails in every way it can.
class OutboxTest {
  private static final LineRig FIRST = LineRig.shared();
  private final LineRig rig = FIRST.another(null);

  @AfterEach
  void mend() {
    FIRST.house.faults().none();
    FIRST.clock().back();
  }

  @Test
  void theFirstAnswerIsAFreeReplyAndTheNextIsPushed() {
    rig.write("在嗎");
    rig.quiet();
    assertThat(sending().way()).isEqualTo(Way.REPLY);
    assertThat(rig.settled(rig.send("在"))).isEqualTo(new LineRig.Row("sent", "reply", null, 0, 1));
    assertThat(sending().way()).isEqualTo(Way.PUSH);
    assertThat(rig.settled(rig.send("請說"))).isEqualTo(new LineRig.Row("sent", "push", null, 1, 1));
    assertThat(rig.received()).containsExactly("在", "請說");
  }

  private io.parley.channel.Sending sending() {
    return rig.parley.get(Channels.class)
        .sendingState(rig.merchant.workspace().id(), rig.connection(), rig.person.userId());
  }

  @Test
  void anEventOlderThanFiftySecondsIsAnsweredByPush() {
    rig.write("在嗎");
    rig.quiet();
    rig.sql("update channel.contact set reply_token_at = reply_token_at - interval '51 seconds' where address = '%s'"
        .formatted(rig.person.userId()));
    assertThat(rig.settled(rig.send("在")).way()).isEqualTo("push");
  }

  @Test
  void aReplyTokenLineNoLongerTakesCostsNothingButAPush() {
    rig.write("在嗎");
    rig.quiet();
    rig.sql("update channel.contact set reply_token = 'gone' where address = '%s'".formatted(rig.person.userId()));
    assertThat(rig.settled(rig.send("在"))).isEqualTo(new LineRig.Row("sent", "push", null, 1, 2));
    assertThat(rig.received()).containsExactly("在");
  }

  @Test
  void aReplyThatGotNoAnswerIsUnknownAndNeverRepeated() {
    for (var fault : List.of(Fault.CUT_AFTER, Fault.CUT_BEFORE, Fault.ERROR_AFTER, Fault.ERROR_BEFORE)) {
      var other = rig.another(null);
      other.write("在嗎");
      other.quiet();
      other.house.faults().next(fault);
      var row = other.settled(other.send("在"));
      assertThat(row.state()).as(fault.name()).isEqualTo("unknown");
      assertThat(row.reason()).isNotBlank();
      assertThat(row.attempts()).isEqualTo(1);
      assertThat(other.received()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void aPushThatGotNoAnswerIsRepeatedUnderItsKeyAndArrivesOnce() {
    for (var fault : List.of(Fault.CUT_AFTER, Fault.CUT_BEFORE, Fault.ERROR_AFTER, Fault.ERROR_BEFORE)) {
      rig.house.faults().next(fault);
      var id = rig.send(fault.name());
      assertThat(rig.settled(id).state()).as(fault.name()).isEqualTo("sent");
      assertThat(rig.row(id).attempts()).isEqualTo(2);
    }
    assertThat(rig.received()).containsExactly("CUT_AFTER", "CUT_BEFORE", "ERROR_AFTER", "ERROR_BEFORE");
  }

  @Test
  void aLineThatIsSlowerThanAnybodyWaitsIsNotToldTwice() {
    rig.house.faults().next(Fault.SLOW);
    assertThat(rig.settled(rig.send("慢")).state()).isEqualTo("sent");
    assertThat(rig.received()).containsExactly("慢");
  }

  @Test
  void theRepeatedBodyIsTheSameToTheByte() {
    rig.house.faults().next(Fault.ERROR_BEFORE);
    var id = rig.send("一");
    LineRig.await(() -> rig.row(id).attempts() == 1);
    var before = request(id);
    rig.settled(id);
    assertThat(request(id)).isEqualTo(before).contains("\"text\":\"一\"");
    assertThat(rig.house.with(state -> state.ledger(rig.channel.id())).getLast().retryKey())
        .isEqualTo(id.value().toString());
  }

  @Test
  void aShopWhoseKeyIsLostDoesNotHoldUpTheOthers() {
    var other = rig.another(null);
    rig.sql("update channel.connection set paused_until = now() + interval '1 second' where id = '%s'"
        .formatted(other.connection()));
    var lost = other.send("沒人收得到");
    rig.sql("update channel.connection set secrets = secrets || '\\x00'::bytea where id = '%s'"
        .formatted(other.connection()));
    assertThat(rig.settled(rig.send("在")).state()).isEqualTo("sent");
    assertThat(other.settled(lost).reason()).contains("secret cannot be opened");
  }

  private String request(OutgoingId id) {
    return rig.database().engine(() -> rig.database().sql()
        .sql("select request from channel.outgoing where id = :id").param("id", id.value())
        .query(String.class).single());
  }

  @Test
  void tooFastIsHeldAndGoesOnByItself() {
    rig.house.faults().next(Fault.TOO_FAST, Fault.TOO_FAST);
    var id = rig.send("快");
    assertThat(rig.settled(id).state()).isEqualTo("sent");
    assertThat(rig.row(id).attempts()).isEqualTo(3);
    assertThat(rig.received()).containsExactly("快");
  }

  @Test
  void theEndOfTheMonthsQuotaIsSaidInLinesWords() {
    var poor = rig.another(1L);
    poor.settled(poor.send("一"));
    var row = poor.settled(poor.send("二"));
    assertThat(row.state()).isEqualTo("failed");
    assertThat(row.reason()).contains("monthly limit");
    poor.write("在嗎");
    poor.quiet();
    assertThat(poor.settled(poor.send("三")).way()).as("a reply is free").isEqualTo("reply");
    assertThat(poor.received()).containsExactly("一", "三");
  }

  @Test
  void whoeverBlockedIsNotWrittenTo() {
    rig.people.unfollow(rig.person.userId());
    rig.quiet();
    assertThat(rig.settled(rig.send("在嗎")).state()).isEqualTo("skipped");
    assertThat(sending().blocked()).isTrue();
    rig.people.follow(rig.person.userId());
    rig.quiet();
    assertThat(rig.settled(rig.send("歡迎回來")).state()).isEqualTo("sent");
  }

  @Test
  void whatLineRefusesFailsInItsWordsAndTheNextGoesOn() {
    var nobody = new LineFact.Person("U" + "0".repeat(32), rig.channel.id(), "?", null, false, false);
    var row = rig.settled(rig.send(nobody, Content.Text.of("喂")));
    assertThat(row.state()).isEqualTo("failed");
    assertThat(row.reason()).contains("'to'");
    assertThatThrownBy(() -> rig.send("字".repeat(5001))).isInstanceOf(Problem.class);
    assertThat(rig.settled(rig.send("好")).state()).isEqualTo("sent");
  }

  @Test
  void anAnswerDoesNotWaitBehindWhatGoesByItself() {
    var workspace = rig.merchant.workspace().id();
    var many = new ArrayList<io.parley.channel.Outgoing>();
    for (var n = 0; n < 100; n++) {
      many.add(new io.parley.channel.Outgoing(new OutgoingId(Ids.next()), workspace, rig.connection(),
          "U%032d".formatted(n), Content.Text.of("特賣"), true));
    }
    var answer = new io.parley.channel.Outgoing(new OutgoingId(Ids.next()), workspace, rig.connection(),
        rig.person.userId(), Content.Text.of("在"), false);
    many.add(answer);
    rig.parley.get(Channels.class).send(many);
    assertThat(rig.settled(answer.id()).state()).isEqualTo("sent");
    many.forEach(one -> rig.settled(one.id()));
    assertThat(rig.database().engine(() -> rig.database().sql().sql("""
        select count(*) from channel.outgoing o join channel.outgoing a on a.connection_id = o.connection_id
        where a.id = :id and o.first_tried_at < a.first_tried_at /* any workspace: a test */
        """).param("id", answer.id().value()).query(Integer.class).single())).isZero();
  }

  @Test
  void aTokenThatLineForgotIsFetchedAnew() {
    rig.settled(rig.send("一"));
    rig.parley.get(LineTokens.class).revokeAll();
    assertThat(rig.settled(rig.send("二")).state()).isEqualTo("sent");
    rig.clock().advance(Duration.ofMinutes(16));
    assertThat(rig.settled(rig.send("三")).state()).isEqualTo("sent");
  }

  @Test
  void theSameIdTwiceIsOneMessage() {
    var id = rig.send("一");
    rig.settled(id);
    var workspace = rig.merchant.workspace().id();
    rig.database().tenant(workspace, () -> rig.parley.get(Channels.class).send(new io.parley.channel.Outgoing(
        id, workspace, rig.connection(), rig.person.userId(), Content.Text.of("二"), false)));
    rig.settled(rig.send("三"));
    assertThat(rig.received()).containsExactly("一", "三");
  }

  @Test
  void aWorkerKilledAfterLineAcceptedDoesNotSendTwice() {
    var pushed = rig.send("一");
    rig.settled(pushed);
    killed(pushed);
    assertThat(rig.settled(pushed)).isEqualTo(new LineRig.Row("sent", "push", null, 1, 2));
    rig.write("在嗎");
    rig.quiet();
    var replied = rig.send("二");
    rig.settled(replied);
    killed(replied);
    assertThat(rig.settled(replied).state()).isEqualTo("unknown");
    assertThat(rig.received()).containsExactly("一", "二");
  }

  /// As a row looks whose worker died after the call and before it wrote what came of it.
  private void killed(OutgoingId id) {
    rig.sql("""
        update channel.outgoing set state = 'sending', claimed_until = now() - interval '1 second', provider_ids = '{}'
        where id = '%s'
        """.formatted(id.value()));
  }

  @Test
  void aWorkerKilledBeforeItCalledIsMadeGood() {
    rig.house.faults().next(Fault.ERROR_BEFORE);
    var id = rig.send("一");
    LineRig.await(() -> rig.row(id).attempts() == 1 && rig.row(id).state().equals("held"));
    killed(id);
    assertThat(rig.settled(id).state()).isEqualTo("sent");
    assertThat(rig.received()).containsExactly("一");
  }

  @Test
  void whateverFailsEachMessageArrivesOnceInOrderOrIsFlagged() {
    for (var seed = 1L; seed <= 2; seed++) {
      var random = new Random(seed);
      var world = rig.another(null);
      world.house.faults().random(seed, 0.3);
      var sent = new LinkedHashMap<String, OutgoingId>();
      for (var n = 0; n < 16; n++) {
        if (random.nextInt(3) == 0) {
          world.write("?");
          world.quiet();
        }
        sent.put("m" + n, world.send("m" + n));
      }
      sent.values().forEach(id -> LineRig.await(() -> !open(world, id)));
      world.house.faults().none();
      var received = world.received();
      assertThat(received).as("seed %d: nothing twice", seed).doesNotHaveDuplicates();
      assertThat(received).as("seed %d: in order", seed).isEqualTo(
          sent.keySet().stream().filter(received::contains).toList());
      var lost = new ArrayList<>(sent.keySet());
      lost.removeAll(received);
      for (var text : lost) {
        assertThat(world.row(sent.get(text)).state()).as("seed %d: %s", seed, text).isEqualTo("unknown");
      }
      sent.forEach((text, id) -> {
        if (world.row(id).state().equals("sent")) {
          assertThat(received).contains(text);
        }
      });
    }
  }

  private static boolean open(LineRig world, OutgoingId id) {
    world.sql("update channel.outgoing set due_at = now() where state = 'held' and due_at > now()");
    world.sql("update channel.connection set paused_until = null where paused_until > now()");
    return List.of("planned", "held", "sending").contains(world.row(id).state());
  }
}
