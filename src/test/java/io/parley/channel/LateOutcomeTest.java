package io.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.support.LineStub;
import io.parley.support.Merchant;
import io.parley.support.TestParley;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A worker that was thought gone writes what came of its call just before somebody else writes that it is gone.
class LateOutcomeTest {
  private static TestParley parley;

  @BeforeAll
  static void start() {
    parley = TestParley.shared();
  }

  @AfterAll
  static void stop() {
    parley.close();
  }

  @Test
  void whatWasSentStaysSent() {
    var merchant = Merchant.found(parley);
    var workspace = merchant.workspace().id();
    try (var line = new LineStub(parley, merchant)) {
      var id = new OutgoingId(Ids.next());
      var to = "U" + Ids.hex(16);
      parley.get(Database.class).tenant(workspace, () -> parley.get(Channels.class).send(List.of(
          new Outgoing(id, workspace, line.connection(), to, Content.Text.of("到貨了"), false))));
      await().until(() -> state(id).equals("sent"));
      var read = new OutgoingStore.Claimed(id, workspace, line.connection(), to, "{}", Way.PUSH, "{}", 1, null, null);
      var gone = Verdict.abandoned(read, parley.get(Adapters.class).of("line").can(), parley.get(Clocks.class).wall());
      parley.get(Outcomes.class).write(read, null, gone);
      assertThat(state(id)).isEqualTo("sent");
    }
  }

  private static String state(OutgoingId id) {
    return parley.get(Database.class).engine(() -> parley.get(Database.class).sql()
        .sql("select state from channel.outgoing where id = :id").param("id", id.value()).query(String.class).single());
  }
}
