package io.parley.outreach;

import io.parley.channel.Channels;
import io.parley.customer.IdentityId;
import io.parley.outreach.DecisionStore.Made;
import io.parley.outreach.SendStore.Next;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.Worker;
import io.parley.platform.Workers;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Lets go what is due, slice by slice: each is decided and written down in one transaction, so a crash leaves it as it
/// was or done. Of a slice that fails the halves are tried, until the one that cannot be written stands alone as
/// failed.
@Component
class Sender implements Due {
  /// Persons of a slice are locked as long as it takes.
  static final int SLICE = 1_000;
  private static final int BULK = 2_500;
  /// So many messages a workspace may have with its channels before its broadcasts wait.
  private static final int MOST_UNDERWAY = 20_000;
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final SendStore sends;
  private final DecisionStore decisions;
  private final Dispatch dispatch;
  private final Asking asking;
  private final Channels channels;
  private final Database database;
  private final Clocks clocks;
  private final Worker worker;
  private final Worker bulk;

  Sender(SendStore sends, DecisionStore decisions, Dispatch dispatch, Asking asking, Channels channels,
      Database database, Clocks clocks, Workers workers) {
    this.sends = sends;
    this.decisions = decisions;
    this.dispatch = dispatch;
    this.asking = asking;
    this.channels = channels;
    this.database = database;
    this.clocks = clocks;
    this.worker = workers.add("outreach", POLL, () -> round(false));
    this.bulk = workers.add("outreach-bulk", POLL, () -> round(true));
  }

  void wake() {
    worker.wake();
    bulk.wake();
  }

  /// Broadcasts go beside everything else, and wait while the channels have enough to do: what is with a channel cannot
  /// be held back any more.
  private boolean round(boolean many) {
    var more = false;
    for (var waiting : database.engine(sends::waiting)) {
      var now = clocks.now(waiting.workspace());
      if (!waiting.next().isAfter(now)) {
        more |= (!many || room(waiting.workspace()))
            && pass(waiting.workspace(), now, many);
      }
    }
    return more;
  }

  /// Whether the channels of a workspace have little enough to do, and enough left of what they may send.
  boolean room(WorkspaceId workspace) {
    return channels.underway(workspace) < MOST_UNDERWAY;
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> sends.next(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return pass(workspace, now, false) | pass(workspace, now, true);
  }

  private boolean pass(WorkspaceId workspace, Instant now, boolean many) {
    var most = many ? BULK : SLICE;
    var due = database.engine(() -> sends.due(workspace, now, most, many));
    if (due.isEmpty()) {
      return false;
    }
    var asOf = asking.asOf(workspace,
        due.stream().filter(Next::asksShop).map(Next::identity).collect(Collectors.toSet()));
    let(workspace, due, now, asOf);
    return due.size() == most;
  }

  private void let(WorkspaceId workspace, List<Next> due, Instant now, Map<IdentityId, Instant> asOf) {
    try {
      database.keyed(() -> {
        dispatch.decide(workspace, due, now, asOf);
        return true;
      });
    } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException passing) {
      throw passing;
    } catch (RuntimeException failure) {
      if (due.size() == 1) {
        LOG.warn("Send {} cannot be written down", due.getFirst().id(), failure);
        database.engine(() -> decisions.keep(workspace, List.of(new Made(due.getFirst().id(), "failed",
            new Decision.Skip(Reason.UNFIT), null, String.valueOf(failure.getMessage()))), now));
      } else {
        let(workspace, due.subList(0, due.size() / 2), now, asOf);
        let(workspace, due.subList(due.size() / 2, due.size()), now, asOf);
      }
    }
  }
}
