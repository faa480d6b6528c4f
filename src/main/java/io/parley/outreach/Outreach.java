package io.parley.outreach;

import io.parley.channel.Channels;
import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The one door by which anything goes out that nobody typed: may we send this to this person, now, by which channel,
/// at what cost?
@Component
public final class Outreach {
  /// So many are withdrawn at a time.
  public static final int MOST_WITHDRAWN = 10_000;
  private static final int PLENTY = 50_000;

  private final Database database;
  private final Clocks clocks;
  private final SendStore sends;
  private final DecisionStore decisions;
  private final Counting counting;
  private final Sender sender;
  private final Foresight foresight;
  private final Dispatch dispatch;
  private final Channels channels;
  private final OutreachSettings settings;

  /// How many sends of a source are in a state, and what they cost. `step` is the source's; `reason` null where there
  /// is nothing to explain, `channel` until one is chosen.
  public record Count(String step, String state, @Nullable String reason, @Nullable String channel, long sends,
      BigDecimal cost) {}

  Outreach(Database database, Clocks clocks, SendStore sends, DecisionStore decisions, Counting counting,
      Sender sender, Foresight foresight, Dispatch dispatch, Channels channels, OutreachSettings settings) {
    this.dispatch = dispatch;
    this.channels = channels;
    this.settings = settings;
    this.foresight = foresight;
    this.database = database;
    this.clocks = clocks;
    this.sends = sends;
    this.decisions = decisions;
    this.counting = counting;
    this.sender = sender;
  }

  /// Writes down what is to be said, in the running transaction or one of its own; whether and how it goes is decided
  /// when it is due, within a second of the commit. What was planned before under its key stays as it was. Returns how
  /// many are new. Of many, plan some thousands at a time.
  public int plan(WorkspaceId workspace, List<Intent> intents) {
    if (intents.isEmpty()) {
      return 0;
    }
    return database.tenant(workspace, () -> {
      database.afterCommit(sender::wake);
      return sends.plan(workspace, intents, clocks.now(workspace));
    });
  }

  /// Plans as `plan` does what was never planned before, and decides at once about it if it is due, nobody need be
  /// asked first, and the channels have room: what a broadcast to a million wants is written once instead of twice. In
  /// a running transaction of the engine that holds the customers, told by their identities (`of`). Fails if one of the
  /// intents was planned before.
  public void begin(WorkspaceId workspace, List<Intent> intents, Map<IdentityId, CustomerId> of) {
    var now = clocks.now(workspace);
    var atOnce = intents.stream().allMatch(one -> one.unlessOrderedSince() == null
        && (one.notBefore() == null || !one.notBefore().isAfter(now)));
    if (atOnce && sender.room(workspace) && plenty(workspace)) {
      dispatch.begin(workspace, intents, of, now);
    } else {
      plan(workspace, intents);
    }
  }

  /// Where the quota comes to its end, those who decide must not do so beside each other.
  private boolean plenty(WorkspaceId workspace) {
    var reserve = settings.of(workspace).reserve();
    return channels.lines(workspace).stream()
        .allMatch(line -> line.quotaLeft() == null || line.quotaLeft() - reserve > PLENTY);
  }

  /// What the guard would say of these now, in their order, for a forecast of reach, cost and quota. Nothing is
  /// written, and the shop is not asked. Of many, ask some thousands at a time; the quota of each time begins anew.
  public List<Decision> foresee(WorkspaceId workspace, List<Intent> intents) {
    return intents.isEmpty() ? List.of() : database.tenant(workspace, () -> foresight.of(workspace, intents));
  }

  /// Keeps words that many sends will share.
  public WordsId words(WorkspaceId workspace, Words.Own words) {
    return database.tenant(workspace, () -> sends.share(workspace, words));
  }

  /// Takes back what has not gone yet, all of a source or what it planned under these keys, at most `MOST_WITHDRAWN`.
  /// Returns how many.
  public int withdraw(WorkspaceId workspace, Source.Kind kind, UUID source, @Nullable Collection<String> keys) {
    return database.tenant(workspace,
        () -> decisions.withdraw(workspace, kind, source, clocks.now(workspace), keys, MOST_WITHDRAWN));
  }

  /// Keeps what has not gone yet of a source from going (`halted`), or lets it go again at the instants it had; at most
  /// `MOST_WITHDRAWN` at a time. Returns how many.
  public int halt(WorkspaceId workspace, Source.Kind kind, UUID source, boolean halted) {
    return database.tenant(workspace, () -> {
      database.afterCommit(sender::wake);
      return sends.halt(workspace, kind, source, halted);
    });
  }

  /// Whether something of a source is kept from going.
  public boolean halted(WorkspaceId workspace, Source.Kind kind, UUID source) {
    return database.tenant(workspace, () -> sends.halted(workspace, kind, source));
  }

  /// Whoever follows a broadcast calls this now and then, so that its counts stay quick.
  public void tidy(WorkspaceId workspace, UUID broadcast) {
    database.tenant(workspace, () -> counting.sum(workspace, broadcast));
  }

  /// What became of everything a source wanted.
  public List<Count> counts(WorkspaceId workspace, Source.Kind kind, UUID source) {
    return database.tenant(workspace, () -> counting.counts(workspace, kind, source));
  }
}
