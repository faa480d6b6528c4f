package io.parley.journey;

import io.parley.audience.SegmentId;
import io.parley.audience.Segments;
import io.parley.commerce.coupon.Coupons;
import io.parley.journey.flow.Amiss;
import io.parley.journey.flow.Flow;
import io.parley.journey.flow.FlowReader;
import io.parley.journey.flow.FlowReader.Reading;
import io.parley.journey.flow.Step;
import io.parley.journey.flow.Trigger;
import io.parley.platform.Outside;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Members;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// What keeps a draft from being published: what it says, and that what it names is there.
@Component
class Checks {
  private final Segments segments;
  private final Coupons coupons;
  private final Members members;
  private final Outside outside;

  Checks(Segments segments, Coupons coupons, Members members, Outside outside) {
    this.segments = segments;
    this.coupons = coupons;
    this.members = members;
    this.outside = outside;
  }

  /// A flow that can be walked, or everything that is amiss.
  Reading read(WorkspaceId workspace, JsonNode draft) {
    var reading = FlowReader.read(draft);
    if (reading instanceof Reading.Whole whole) {
      var amiss = missing(workspace, whole.flow());
      return amiss.isEmpty() ? reading : new Reading.Broken(amiss);
    }
    return reading;
  }

  List<Amiss> amiss(WorkspaceId workspace, JsonNode draft) {
    return read(workspace, draft) instanceof Reading.Broken broken ? broken.amiss() : List.of();
  }

  private List<Amiss> missing(WorkspaceId workspace, Flow flow) {
    var amiss = new ArrayList<Amiss>();
    switch (flow.trigger()) {
      case Trigger.Flipped flipped -> segment(workspace, flipped.segment(), amiss);
      case Trigger.Scheduled scheduled -> segment(workspace, scheduled.segment(), amiss);
      case Trigger.Happened _, Trigger.Tagged _, Trigger.CartLeft _, Trigger.DayOf _, Trigger.CycleEnded _,
          Trigger.Changed _ -> { }
      case Trigger.CouponEnds ends -> {
        if (ends.coupon() != null && !held(workspace, ends.coupon())) {
          amiss.add(couponGone(null, "trigger.coupon"));
        }
      }
    }
    flow.steps().values().forEach(step -> {
      if (step instanceof Step.Ask ask) {
        asked(workspace, ask, amiss);
      }
      if (step instanceof Step.Grant grant && !held(workspace, grant.coupon())) {
        amiss.add(couponGone(step.id(), "coupon"));
      }
      if (step instanceof Step.Call call && open(call.address())) {
        amiss.add(new Amiss(step.id(), "address", "要是 https 開頭的網址", "An address that begins with https"));
      }
      if (step instanceof Step.Hand hand && hand.member() != null && members.of(workspace).stream()
          .noneMatch(member -> member.id().value().equals(hand.member()))) {
        amiss.add(new Amiss(step.id(), "member", "這位同事已經不在了", "This member is not there any more"));
      }
    });
    return amiss;
  }

  private boolean held(WorkspaceId workspace, UUID id) {
    return coupons.all(workspace).stream().anyMatch(coupon -> coupon.id().value().equals(id));
  }

  private static Amiss couponGone(@Nullable String step, String field) {
    return new Amiss(step, field, "這張券已經不在了", "This coupon is not there any more");
  }

  /// Whatever can be read on the way, unless whoever runs the server trusts it.
  private boolean open(URI address) {
    return !"https".equals(address.getScheme()) && !outside.trusts(address.getHost(), address.getPort());
  }

  private void segment(WorkspaceId workspace, UUID segment, List<Amiss> amiss) {
    if (!there(workspace, segment)) {
      amiss.add(gone(null, "trigger.segment"));
    }
  }

  private void asked(WorkspaceId workspace, Step.Ask ask, List<Amiss> amiss) {
    var gone = ask.condition().nodes().anyMatch(node ->
        node instanceof io.parley.audience.condition.Condition.InSegment in && !there(workspace, in.segment()));
    if (gone) {
      amiss.add(gone(ask.id(), "condition"));
    }
  }

  private boolean there(WorkspaceId workspace, String segment) {
    try {
      return there(workspace, UUID.fromString(segment));
    } catch (IllegalArgumentException noId) {
      return false;
    }
  }

  private boolean there(WorkspaceId workspace, UUID segment) {
    return segments.get(workspace, new SegmentId(segment)).isPresent();
  }

  private static Amiss gone(@Nullable String step, String field) {
    return new Amiss(step, field, "這個分眾已經不在了", "This segment is not there any more");
  }
}
