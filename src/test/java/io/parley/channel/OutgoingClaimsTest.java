package io.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.parley.demo.line.LineRig;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What may be claimed before anybody is free to call. Each claim is undone, so that the worker finds nothing of it.
class OutgoingClaimsTest {
  private final LineRig answered = LineRig.shared().another(null);
  private final LineRig pushed = LineRig.shared().another(null);

  private static final class Undone extends RuntimeException {
    final transient OutgoingClaims.Taken taken;

    Undone(OutgoingClaims.Taken taken) {
      this.taken = taken;
    }
  }

  @Test
  void whereNobodyIsFreePushesAreClaimedUpToTheFirstReply() {
    answered.write("在嗎");
    answered.quiet();
    var taken = taken(0, () -> {
      pushed.send("一");
      answered.send("二");
      LineRig.shared().send("三");
    });
    assertThat(taken.ready()).extracting(OutgoingClaims.Ready::way).containsExactly(Way.PUSH);
    assertThat(taken.ready().getFirst().request()).contains("一");
    assertThat(taken.halted()).isTrue();
  }

  @Test
  void aReplyIsClaimedByWhoIsFreeToCallAndPushesBehindItWait() {
    answered.write("在嗎");
    answered.quiet();
    var taken = taken(1, () -> {
      answered.send("一");
      pushed.send("二");
    });
    assertThat(taken.ready()).extracting(OutgoingClaims.Ready::way).isEqualTo(List.of(Way.REPLY, Way.PUSH));
    assertThat(taken.halted()).isFalse();
  }

  private OutgoingClaims.Taken taken(int hands, Runnable sent) {
    var claims = LineRig.server().get(OutgoingClaims.class);
    return catchThrowableOfType(Undone.class, () -> answered.database().engine(() -> {
      sent.run();
      throw new Undone(claims.take(hands, 10));
    })).taken;
  }
}
