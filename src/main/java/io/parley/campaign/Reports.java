package io.parley.campaign;

import io.parley.campaign.ReportStore.Deeds;
import io.parley.campaign.ReportStore.FollowedLink;
import io.parley.experiment.ArmLine;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.experiment.VerdictLine;
import io.parley.experiment.WorthLine;
import io.parley.outreach.Outreach;
import io.parley.outreach.Source;
import io.parley.platform.Database;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts together what became of a broadcast.
@Component
class Reports {
  private final ReportStore store;
  private final Outreach outreach;
  private final Experiments experiments;
  private final Workspaces workspaces;
  private final Database database;

  /// @param verdict of B beside A; null if there is one variant
  /// @param heldOut who got nothing; null if nobody is held out
  /// @param worth what the whole broadcast was worth beside the holdout; null if nobody is held out
  /// @param lastClick what those bought who clicked, as others would count it
  /// @param until when everybody's days are over; null while it reached nobody
  /// @param torn people who were in two arms and are in none of the figures
  record BroadcastReport(
      Progress progress, List<VariantLine> variants, @Nullable ArmLine heldOut, @Nullable VerdictLine verdict,
      @Nullable WorthLine worth, LastClick lastClick, List<FollowedLink> links, List<ReasonLine> reasons,
      List<ChannelLine> channels, long torn, boolean over, @Nullable Instant until, int days, String currency) {}

  /// `revenue` and the orders are of everybody it reached, whether she clicked or not.
  record VariantLine(String name, ArmLine arm, long clicked, long replied) {}

  record LastClick(long buyers, long orders, BigDecimal revenue) {}

  record ReasonLine(String state, String reason, long people) {}

  record ChannelLine(String channel, long people, BigDecimal cost) {}

  Reports(ReportStore store, Outreach outreach, Experiments experiments, Workspaces workspaces, Database database) {
    this.store = store;
    this.outreach = outreach;
    this.experiments = experiments;
    this.workspaces = workspaces;
    this.database = database;
  }

  BroadcastReport of(Broadcast broadcast, Progress progress) {
    var workspace = broadcast.workspace();
    var currency = workspaces.get(workspace).currency();
    var counts = outreach.counts(workspace, Source.Kind.BROADCAST, broadcast.id().value());
    var result = experiments.result(workspace, new ExperimentId(broadcast.id().value()));
    var deeds = database.tenant(workspace, () -> store.deeds(broadcast, currency));
    var links = database.tenant(workspace, () -> store.links(broadcast));
    var variants = new ArrayList<VariantLine>();
    for (var n = 0; n < result.variants().size(); n++) {
      var did = deeds.getOrDefault(Intentions.source(broadcast, n).step(), Deeds.NONE);
      variants.add(new VariantLine(result.variants().get(n).name(), ArmLine.of(result.variants().get(n)),
          did.clicked(), did.replied()));
    }
    var heldOut = broadcast.plan().holdout() == 0 ? null : ArmLine.of(result.heldOut());
    return new BroadcastReport(progress, variants, heldOut,
        result.verdicts().isEmpty() ? null : VerdictLine.of(result.verdicts().getFirst()),
        result.all() == null ? null : WorthLine.of(result.all()), lastClick(deeds), links, reasons(counts),
        channels(counts), result.torn(), result.over(), result.until(), broadcast.plan().days(), currency);
  }

  private static LastClick lastClick(Map<String, Deeds> deeds) {
    return new LastClick(deeds.values().stream().mapToLong(Deeds::buyers).sum(),
        deeds.values().stream().mapToLong(Deeds::orders).sum(),
        deeds.values().stream().map(Deeds::revenue).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static List<ReasonLine> reasons(List<Outreach.Count> counts) {
    var people = new TreeMap<List<String>, Long>(java.util.Comparator.comparing(List::toString));
    for (var count : counts) {
      if (count.reason() != null && List.of("skipped", "held", "failed").contains(count.state())) {
        people.merge(List.of(count.state(), count.reason()), count.sends(), Long::sum);
      }
    }
    return people.entrySet().stream()
        .map(one -> new ReasonLine(one.getKey().getFirst(), one.getKey().getLast(), one.getValue()))
        .sorted(java.util.Comparator.comparing(ReasonLine::people).reversed()).toList();
  }

  private static List<ChannelLine> channels(List<Outreach.Count> counts) {
    var people = new TreeMap<String, ChannelLine>();
    for (var count : counts) {
      if (count.channel() != null && List.of("sent", "delivered", "read").contains(count.state())) {
        people.merge(count.channel(), new ChannelLine(count.channel(), count.sends(), count.cost()),
            (one, more) -> new ChannelLine(one.channel, one.people + more.people, one.cost.add(more.cost)));
      }
    }
    return List.copyOf(people.values());
  }
}
