package io.parley.campaign;

import io.parley.channel.Channels;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.outreach.Decision;
import io.parley.outreach.Intent;
import io.parley.outreach.MessageClass;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.outreach.Words;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says before anything is sent how many a broadcast is for, whom it would reach now by which channel, why not the
/// others, and what that costs: the guard is asked of everybody if they are few, else of some.
@Component
class Reckonings {
  private static final int LOOKED_AT = 1_000;

  private final Whom whom;
  private final RecipientStore recipients;
  private final Customers customers;
  private final Outreach outreach;
  private final Channels channels;
  private final Database database;

  /// @param low,high where `people` lies in 95 of 100 cases, if it is not `exact`
  /// @param looked of how many the guard was asked; the figures below are scaled from them to all
  /// @param quotaLeft of the month, over the channels that may carry it; null if there is no limit or nobody knows
  record Reckoning(long people, long low, long high, boolean exact, int looked, long heldOut, List<ReachLine> reached,
      List<MissedLine> missed, BigDecimal cost, @Nullable Long quotaLeft) {}

  record ReachLine(String channel, long people, BigDecimal cost) {}

  /// `later` if they get it, but not at once.
  record MissedLine(String reason, long people, boolean later) {}

  Reckonings(Whom whom, RecipientStore recipients, Customers customers, Outreach outreach, Channels channels,
      Database database) {
    this.whom = whom;
    this.recipients = recipients;
    this.customers = customers;
    this.outreach = outreach;
    this.channels = channels;
    this.database = database;
  }

  Reckoning of(WorkspaceId workspace, Plan plan) {
    var count = whom.count(workspace, plan);
    var some = whom.some(workspace, plan, LOOKED_AT);
    var people = some.size() < LOOKED_AT && count.exact() ? Math.max(some.size(), count.count()) : count.count();
    var decisions = some.isEmpty() ? List.<Decision>of() : decisions(workspace, plan, some);
    // Only who would get it is held out: who cannot be reached is that and nothing else, as in the report.
    var scale = some.isEmpty() ? 0 : (double) people / some.size();
    var shown = scale * (1 - plan.holdout());
    var got = decisions.stream().filter(one -> !(one instanceof Decision.Skip)).count();
    var reached = new TreeMap<String, ReachLine>();
    var missed = new TreeMap<String, MissedLine>();
    for (var decision : decisions) {
      switch (decision) {
        case Decision.Send send -> reached.merge(send.channel(), new ReachLine(send.channel(), 1, send.cost()),
            (one, more) -> new ReachLine(one.channel, one.people + 1, one.cost.add(more.cost)));
        case Decision.Hold hold -> missed.merge(hold.reason().word(), new MissedLine(hold.reason().word(), 1, true),
            (one, more) -> new MissedLine(one.reason, one.people + 1, true));
        case Decision.Skip skip -> missed.merge(skip.reason().word(), new MissedLine(skip.reason().word(), 1, false),
            (one, more) -> new MissedLine(one.reason, one.people + 1, false));
      }
    }
    var lines = reached.values().stream().map(one -> new ReachLine(one.channel, Math.round(one.people * shown),
        scaled(one.cost, shown))).toList();
    return new Reckoning(people, count.low(), count.high(), count.exact(), some.size(),
        Math.round(got * scale) - Math.round(got * shown), lines,
        missed.values().stream().map(one -> new MissedLine(one.reason,
            Math.round(one.people * (one.later ? shown : scale)), one.later)).toList(),
        lines.stream().map(ReachLine::cost).reduce(BigDecimal.ZERO, BigDecimal::add), quotaLeft(workspace, plan));
  }

  private List<Decision> decisions(WorkspaceId workspace, Plan plan, List<CustomerId> some) {
    return database.tenant(workspace, () -> {
      var source = new Source(Source.Kind.BROADCAST, new UUID(0, 0), "", "");
      var products = java.util.Set.copyOf(plan.variants().getFirst().products());
      var intents = new ArrayList<Intent>();
      recipients.identities(workspace, some, plan.channels()).forEach((customer, identity) ->
          intents.add(Intent.of(source, Ids.next().toString(), identity, MessageClass.MARKETING,
              Words.of(io.parley.channel.Content.Text.of("…"))).on(plan.channels()).promoting(products)));
      return outreach.foresee(workspace, intents);
    });
  }

  private @Nullable Long quotaLeft(WorkspaceId workspace, Plan plan) {
    var left = channels.lines(workspace).stream()
        .filter(line -> plan.channels().isEmpty() || plan.channels().contains(line.kind()))
        .map(Channels.Line::quotaLeft).filter(java.util.Objects::nonNull).mapToLong(Long::longValue).toArray();
    return left.length == 0 ? null : java.util.Arrays.stream(left).sum();
  }

  private static BigDecimal scaled(BigDecimal cost, double scale) {
    return cost.multiply(BigDecimal.valueOf(scale)).setScale(2, RoundingMode.HALF_UP);
  }
}
