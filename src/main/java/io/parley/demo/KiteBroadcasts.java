package io.parley.demo;

import io.parley.campaign.PastBroadcasts;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Settings;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What Kite sent to many: one broadcast that is over, with two versions and a quarter of
/// her friends kept out so that there is a verdict on both questions, and one that is still written.
@Component
class KiteBroadcasts {
  private static final int DAYS_AGO = 9;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 1_200;
  /// Of each version: how many buy because of it, and how many more only look.
  private static final double[] BUY = {0.03, 0.15};
  private static final double[] LOOK_AT = {0.09, 0.16};
  private static final int VISIT = 90;

  private final PastBroadcasts past;
  private final Timeline timeline;
  private final Settings settings;
  private final Clocks clocks;
  private final JsonMapper json;

  KiteBroadcasts(PastBroadcasts past, Timeline timeline, Settings settings, Clocks clocks, JsonMapper json) {
    this.past = past;
    this.timeline = timeline;
    this.settings = settings;
    this.clocks = clocks;
    this.json = json;
  }

  /// Once it is known what the shop's customers did; not a second time. Returns what `friends` did because of it.
  List<ObjectNode> tell(Workspace kite, Map<IdentityId, Person> friends) {
    if (past.any(kite.id())) {
      return List.of();
    }
    var until = clocks.wall();
    for (var looks = 0; looks < MOST_LOOKS && !timeline.folded(kite.id(), until); looks++) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    var now = clocks.now(kite.id());
    var then = now.atZone(kite.timeZone()).truncatedTo(ChronoUnit.DAYS).minusDays(DAYS_AGO).with(LocalTime.of(12, 10));
    var shop = settings.url() + "/shop/";
    var gone = past.done(kite.id(), json.readTree("""
        {"name": "冬季帆布新色", "holdout": 25, "days": 5, "channels": ["line"], "variants": [
          {"text": "冬天的帆布新色到了：焦糖、墨綠、雪白。", "button": {"label": "看新色", "url": "%1$s"}},
          {"text": "新色第一批 120 個，週日前免運。賣完要等一月。", "button": {"label": "先看看", "url": "%1$s"}}]}
        """.formatted(shop)), then.toInstant());
    past.draft(kite.id(), json.readTree("""
        {"name": "聖誕禮物提醒", "condition": {"kind": "lifecycle", "stage": "repeat"}, "channels": ["line"], "variants": [
          {"text": "{{name|您}}好，12/20 前下單，聖誕節前收得到。禮盒和手寫卡片都可以幫您準備。",
           "products": ["hand-dyed-linen-scarf", "evening-wool-socks", "mountain-haze-mug"]}]}
        """), now.minus(Duration.ofHours(2)));
    return after(kite, gone, friends);
  }

  /// What people do when they get it: most nothing, some look, a few buy. The second version speaks to more of them.
  private List<ObjectNode> after(Workspace kite, PastBroadcasts.Gone gone, Map<IdentityId, Person> friends) {
    var chance = new Random(gone.people().size());
    var products = KiteProduct.all(json);
    var events = new ArrayList<ObjectNode>();
    var clicked = new HashMap<Integer, Map<IdentityId, Instant>>();
    for (var one : gone.people()) {
      var person = friends.get(one.identity());
      if (person == null || one.arm() == 0) {
        continue;
      }
      var buys = chance.nextDouble() < BUY[one.arm() - 1];
      var at = one.at().plusSeconds(60 + chance.nextInt(20_000));
      if (buys || chance.nextDouble() < LOOK_AT[one.arm() - 1]) {
        clicked.computeIfAbsent(one.arm(), _ -> new HashMap<>()).put(one.identity(), at);
      }
      if (buys) {
        var visit = new KiteVisit(json, products, settings.url(), person, chance);
        events.addAll(visit.buys(visit.pick(), at, VISIT));
      }
    }
    clicked.forEach((arm, clicks) -> past.clicked(kite.id(), gone.id(), arm, clicks));
    return events;
  }
}
