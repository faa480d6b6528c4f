package io.parley.journey;

import io.parley.audience.Happenings;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Same;
import io.parley.journey.flow.Trigger;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.Projection;
import io.parley.timeline.Stage;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Journeys in the fold, after rules and segments: who comes in, and what somebody on the way waited for, in the very
/// transaction that tells of it.
@Component
class JourneyProjection implements Projection {
  private final Lives lives;
  private final Entering entering;
  private final TagEntries tags;
  private final Arming arming;
  private final Newsroom newsroom;
  private final Meeting meeting;

  JourneyProjection(Lives lives, Entering entering, TagEntries tags, Arming arming, Newsroom newsroom,
      Meeting meeting) {
    this.lives = lives;
    this.entering = entering;
    this.tags = tags;
    this.arming = arming;
    this.newsroom = newsroom;
    this.meeting = meeting;
  }

  @Override
  public Stage stage() {
    return Stage.JOURNEYS;
  }

  @Override
  public void apply(Batch batch) {
    var live = lives.of(batch.workspace());
    if (live.isEmpty()) {
      return;
    }
    entering.enter(batch.workspace(), live, candidates(live, batch));
    arming.arm(live, batch);
    newsroom.interested(live, batch);
    meeting.meet(live, batch);
  }

  private List<Candidate> candidates(Live live, Batch batch) {
    var candidates = new ArrayList<Candidate>();
    for (var fact : batch.facts()) {
      switch (fact.kind()) {
        case FactKind.TAG -> candidates.addAll(tags.of(live, fact));
        case FactKind.SEGMENT_ENTERED -> candidates.addAll(flipped(live, fact, true));
        case FactKind.SEGMENT_LEFT -> candidates.addAll(flipped(live, fact, false));
        default -> { }
      }
      if (!live.opens(Happenings.name(fact.kind(), fact.name()))) {
        continue;
      }
      var event = Happenings.of(fact);
      for (var door : live.opened(event)) {
        var kept = Keepsake.of(fact.at(), fact.position(), event.properties());
        candidates.add(new Candidate(door, fact.identity(), fact.customer(), fact.at(),
            key((Trigger.Happened) door.flow().trigger(), fact, kept), kept));
      }
    }
    return candidates;
  }

  private static List<Candidate> flipped(Live live, Fact fact, boolean entered) {
    var segment = fact.body().path("segmentId").asString("");
    return live.doors().stream()
        .filter(door -> door.flow().trigger() instanceof Trigger.Flipped flipped && flipped.entered() == entered
            && flipped.segment().toString().equals(segment))
        .map(door -> new Candidate(door, fact.identity(), fact.customer(), fact.at(), fact.messageId(),
            new Keepsake(fact.at(), fact.position(), null, null, List.of(), java.util.Map.of())))
        .toList();
  }

  /// What is counted as one time: the order, the cart or the product it names, else the event itself.
  private static String key(Trigger.Happened trigger, Fact fact, Keepsake kept) {
    var named = switch (trigger.key()) {
      case Same.ORDER -> kept.order();
      case Same.CART -> kept.cart();
      case Same.PRODUCT -> kept.products().isEmpty() ? null : kept.products().getFirst();
      case Same.COUPON -> fact.properties().path("code").asString(null);
      case Same.ANY -> null;
    };
    return named == null ? fact.messageId() : trigger.key().word() + ":" + named;
  }
}
