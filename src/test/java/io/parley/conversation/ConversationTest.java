package io.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.channel.Content;
import io.parley.customer.IdentityId;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The verbs of a conversation, without a database.
class ConversationTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final Author KAI = new Author.Staff(null, "阿凱", Voice.SERVICE);
  private static final Author SHE = new Author.Customer();

  @Test
  void theOldestUnansweredLineIsWhatWaits() {
    var asked = fresh().receive(said("1", SHE, NOON)).next().receive(said("2", SHE, NOON.plusSeconds(60))).next();
    assertThat(asked.waitingSince()).isEqualTo(NOON);
    assertThat(asked.unread()).isEqualTo(2);
    var answered = asked.answer(said("3", KAI, NOON.plusSeconds(90))).next();
    assertThat(answered.waitingSince()).isNull();
    assertThat(answered.unread()).isZero();
    assertThat(answered.marks().staffRead()).isEqualTo(3);
  }

  @Test
  void anAnswerThatDidNotReachHerCallsForSomebodyUntilSomethingElseIsSaid() {
    var answered = fresh().receive(said("1", SHE, NOON)).next().answer(said("2", KAI, NOON)).next();
    var failed = answered.undelivered(2, NOON.plusSeconds(5)).next();
    assertThat(failed.undelivered()).isEqualTo(2);
    assertThat(failed.waitingSince()).isEqualTo(NOON.plusSeconds(5));
    var again = failed.answer(said("3", KAI, NOON.plusSeconds(60))).next();
    assertThat(again.undelivered()).isNull();
    assertThat(again.waitingSince()).isNull();
    var closed = answered.close(Draft.fact("closed", KAI, NOON)).next();
    assertThat(closed.undelivered(2, NOON.plusSeconds(5)).next().open()).isTrue();
  }

  @Test
  void aNoteLeavesHerWaiting() {
    var noted = fresh().receive(said("1", SHE, NOON)).next().note(said("2", KAI, NOON)).next();
    assertThat(noted.waitingSince()).isEqualTo(NOON);
    assertThat(noted.unread()).isEqualTo(1);
  }

  @Test
  void closingTwiceKeepsTheFirstCloser() {
    var once = fresh().receive(said("1", SHE, NOON)).next().close(Draft.fact("closed", KAI, NOON));
    var twice = once.next().close(Draft.fact("closed", new Author.System(), NOON));
    assertThat(once.added()).hasSize(1);
    assertThat(twice.added()).isEmpty();
    assertThat(twice.next()).isEqualTo(once.next());
  }

  @Test
  void whatSheWritesOpensAClosedConversationAgain() {
    var closed = fresh().receive(said("1", SHE, NOON)).next().close(Draft.fact("closed", KAI, NOON)).next();
    var turn = closed.receive(said("2", SHE, NOON.plusSeconds(5)));
    assertThat(turn.next().open()).isTrue();
    assertThat(turn.added()).extracting(Turn.Line::direction).containsExactly(Direction.FACT, Direction.IN);
    assertThat(turn.added()).extracting(Turn.Line::seq).containsExactly(3L, 4L);
  }

  @Test
  void marksNeverGoBackAndNeverPassTheLastLine() {
    var one = fresh().receive(said("1", SHE, NOON)).next().answer(said("2", KAI, NOON)).next();
    var read = one.readByVisitor(99).next();
    assertThat(read.marks().read()).isEqualTo(2);
    assertThat(read.readByVisitor(1).next()).isEqualTo(read);
    assertThat(read.delivered(1).next().marks().delivered()).isEqualTo(2);
    assertThat(one.read(-5).next()).isEqualTo(one);
  }

  @Test
  void whateverHappensLinesCountWithoutGapsAndVersionsGrow() {
    var random = new Random(7);
    var conversation = fresh();
    var places = new ArrayList<Long>();
    for (var n = 0; n < 2_000; n++) {
      var before = conversation;
      var turn = step(conversation, random, "c" + n);
      turn.added().forEach(line -> places.add(line.seq()));
      conversation = turn.next();
      assertThat(conversation.seq()).isEqualTo(before.seq() + turn.added().size());
      assertThat(conversation.equals(before) || conversation.version() > before.version()).isTrue();
      assertThat(conversation.unread()).isBetween(0, (int) conversation.seq());
      assertThat(conversation.open() || conversation.waitingSince() == null).isTrue();
    }
    for (var n = 0; n < places.size(); n++) {
      assertThat(places.get(n)).isEqualTo(n + 1);
    }
  }

  private static Turn step(Conversation c, Random random, String id) {
    var at = NOON.plusSeconds(random.nextInt(10_000));
    var seq = random.nextLong(c.seq() + 3) - 1;
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> c.receive(said(id, SHE, at));
      case 3 -> c.answer(said(id, KAI, at));
      case 4 -> c.note(said(id, KAI, at));
      case 5 -> c.close(Draft.fact("closed", KAI, at));
      case 6 -> c.read(seq);
      case 7 -> c.readByVisitor(seq);
      default -> c.reopen(Draft.fact("reopened", KAI, at));
    };
  }

  private static Conversation fresh() {
    var party = new Conversation.Party(new IdentityId(Ids.next()), Channel.WEB, null, "browser");
    return Conversation.begin(new ConversationId(Ids.next()), new WorkspaceId(1), party, NOON);
  }

  private static Draft said(String id, Author author, Instant at) {
    return new Draft(id, author, Content.Text.of("你好"), at);
  }
}
