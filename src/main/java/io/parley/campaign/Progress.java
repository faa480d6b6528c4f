package io.parley.campaign;

import io.parley.outreach.Outreach;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far the sends of a broadcast are.
///
/// @param waiting are not decided yet, `held` wait for an instant, `sending` are with their channel
/// @param skipped for reasons other than the holdout, who are `heldOut`
/// @param doneBy when the last will have gone, about; null while nobody can say
record Progress(
    long waiting, long held, long sending, long sent, long failed, long skipped, long unknown, long heldOut,
    BigDecimal cost, @Nullable Instant doneBy) {
  static final Progress NONE = new Progress(0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO, null);

  static Progress of(List<Outreach.Count> counts, @Nullable Instant doneBy) {
    long waiting = 0, held = 0, sending = 0, sent = 0, failed = 0, skipped = 0, unknown = 0, heldOut = 0;
    var cost = BigDecimal.ZERO;
    for (var count : counts) {
      cost = cost.add(count.cost());
      switch (count.state()) {
        case "planned" -> waiting += count.sends();
        case "held" -> held += count.sends();
        case "sending" -> sending += count.sends();
        case "failed" -> failed += count.sends();
        case "unknown" -> unknown += count.sends();
        case "skipped" -> {
          if ("holdout".equals(count.reason())) {
            heldOut += count.sends();
          } else {
            skipped += count.sends();
          }
        }
        default -> sent += count.sends();
      }
    }
    return new Progress(waiting, held, sending, sent, failed, skipped, unknown, heldOut, cost, doneBy);
  }

  long open() {
    return waiting + held + sending;
  }

  long settled() {
    return sent + failed + skipped + unknown + heldOut;
  }
}
