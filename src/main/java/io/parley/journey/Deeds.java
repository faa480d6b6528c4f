package io.parley.journey;

import static java.util.stream.Collectors.groupingBy;

import io.parley.commerce.coupon.Code;
import io.parley.commerce.coupon.CouponId;
import io.parley.commerce.coupon.Coupons;
import io.parley.customer.Attachment;
import io.parley.customer.IdentityId;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Step;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspaces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/// Does what steps say, for many people at once and in the transaction that moves them on: so it is done once, whatever
/// crashes. What leaves the house is only written down here.
@Component
class Deeds {
  private final Tags tags;
  private final Timeline timeline;
  private final ErrandStore errands;
  private final Messages messages;
  private final Coupons coupons;
  private final Workspaces workspaces;

  /// A step that somebody is at. (run, hop) is unique for ever.
  record Deed(Run run, Step step, int hop) {
    String key() {
      return run.id() + ":" + hop;
    }

    Instant at() {
      return run.place().since();
    }
  }

  private record Said(String tag, boolean on) {}

  Deeds(Tags tags, Timeline timeline, ErrandStore errands, Messages messages, Coupons coupons,
      Workspaces workspaces) {
    this.tags = tags;
    this.timeline = timeline;
    this.errands = errands;
    this.messages = messages;
    this.coupons = coupons;
    this.workspaces = workspaces;
  }

  void perform(WorkspaceId workspace, List<Deed> deeds) {
    if (deeds.isEmpty()) {
      return;
    }
    messages.plan(workspace, of(deeds, Step.Message.class));
    mark(workspace, of(deeds, Step.Mark.class));
    know(workspace, of(deeds, Step.Know.class));
    grant(workspace, of(deeds, Step.Grant.class));
    var told = new ArrayList<Deed>(of(deeds, Step.Note.class));
    told.addAll(of(deeds, Step.Call.class));
    told.addAll(of(deeds, Step.Hand.class).stream().filter(deed -> !deed.run.entered().heldOut()).toList());
    errands.plan(workspace, told);
  }

  private static List<Deed> of(Collection<Deed> deeds, Class<? extends Step> kind) {
    return deeds.stream().filter(deed -> kind.isInstance(deed.step)).toList();
  }

  private void mark(WorkspaceId workspace, List<Deed> deeds) {
    deeds.stream().collect(groupingBy(deed -> {
      var mark = (Step.Mark) deed.step;
      return new Said(mark.tag(), mark.on());
    })).forEach((said, some) -> {
      var tag = tags.ensure(workspace, said.tag);
      if (said.on) {
        attach(workspace, tag, said.tag, some);
      } else {
        take(workspace, tag, said.tag, some);
      }
    });
  }

  private void attach(WorkspaceId workspace, TagId tag, String name, List<Deed> deeds) {
    var attachments = deeds.stream().map(deed -> {
      var days = ((Step.Mark) deed.step).days();
      return Attachment.byHand(deed.run.customer(), tag, deed.at(), null)
          .until(days == null ? null : deed.at().plus(Duration.ofDays(days))).on(deed.run.identity());
    }).toList();
    var put = tags.attach(workspace, attachments);
    timeline.append(workspace, put.stream().map(one -> fact(FactKind.TAG, Objects.requireNonNull(one.on()), tag, name,
        one.since())).toList());
  }

  private void take(WorkspaceId workspace, TagId tag, String name, List<Deed> deeds) {
    var at = new HashMap<io.parley.customer.CustomerId, Instant>();
    deeds.forEach(deed -> at.put(deed.run.customer(), deed.at()));
    var taken = tags.take(workspace, at.keySet(), tag, null);
    timeline.append(workspace, taken.entrySet().stream().map(one -> fact(FactKind.UNTAG, one.getValue().getFirst(),
        tag, name, Objects.requireNonNull(at.get(one.getKey())))).toList());
  }

  private static NewFact fact(String kind, IdentityId on, TagId tag, String name, Instant at) {
    return NewFact.about(on, kind, "%s-%s-%s-%s".formatted(kind, on, tag, at), at,
        Map.of("text", name, "tagId", tag.toString(), "why", "journey"));
  }

  /// Her code goes with her, for the messages to come. Who is held out gets none. The same step is the same code.
  private void grant(WorkspaceId workspace, List<Deed> deeds) {
    for (var deed : deeds) {
      var run = deed.run;
      if (!run.entered().heldOut()) {
        coupons.issue(workspace, new CouponId(((Step.Grant) deed.step).coupon()), run.identity(), deed.key())
            .ifPresent(code -> run.keep(kept(workspace, run.kept(), code)));
      }
    }
  }

  private Keepsake kept(WorkspaceId workspace, Keepsake kept, Code code) {
    var more = kept.with("coupon.code", code.text()).with("coupon.name", code.name());
    if (code.expiresAt() == null) {
      return more;
    }
    var day = code.expiresAt().atZone(workspaces.get(workspace).timeZone()).toLocalDate();
    return more.with("coupon.until", day.getMonthValue() + "/" + day.getDayOfMonth());
  }

  /// What is known of her goes onto the log like any word of her: the latest stands.
  private void know(WorkspaceId workspace, List<Deed> deeds) {
    if (deeds.isEmpty()) {
      return;
    }
    timeline.append(workspace, deeds.stream().map(deed -> {
      var know = (Step.Know) deed.step;
      var body = JsonNodeFactory.instance.objectNode().put("identityId", deed.run.identity().toString());
      body.putObject("traits").set(know.attribute(), know.value());
      return new NewFact(FactKind.ATTRIBUTE, FactKind.ATTRIBUTE + "-" + deed.key(), deed.at(), body);
    }).toList());
  }
}
