package io.parley.demo;

import io.parley.campaign.PastBroadcasts;
import io.parley.platform.Clocks;
import io.parley.platform.Settings;
import io.parley.timeline.Timeline;
import io.parley.workspace.Workspace;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What Kite sent to many: one broadcast that is over, with two versions, and one that is still written.
@Component
class KiteBroadcasts {
  private static final int DAYS_AGO = 9;
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int MOST_LOOKS = 1_200;

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

  /// Once what the shop's customers did is known, whose orders the result is made of; not a second time.
  void tell(Workspace kite) {
    if (past.any(kite.id())) {
      return;
    }
    var until = clocks.wall();
    for (var looks = 0; looks < MOST_LOOKS && !timeline.folded(kite.id(), until); looks++) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
    var now = clocks.now(kite.id());
    var then = now.atZone(kite.timeZone()).truncatedTo(ChronoUnit.DAYS).minusDays(DAYS_AGO).with(LocalTime.of(12, 10));
    var shop = settings.url() + "/shop/";
    past.done(kite.id(), json.readTree("""
        {"name": "冬季帆布新色", "holdout": 10, "days": 5, "channels": ["line"], "variants": [
          {"text": "冬天的帆布新色到了：焦糖、墨綠、雪白。", "button": {"label": "看新色", "url": "%1$s"}},
          {"text": "新色第一批 120 個，週日前免運。賣完要等一月。", "button": {"label": "先看看", "url": "%1$s"}}]}
        """.formatted(shop)), then.toInstant());
    past.draft(kite.id(), json.readTree("""
        {"name": "聖誕禮物提醒", "condition": {"kind": "lifecycle", "stage": "repeat"}, "channels": ["line"], "variants": [
          {"text": "{{name|您}}好，12/20 前下單，聖誕節前收得到。禮盒和手寫卡片都可以幫您準備。",
           "button": {"label": "挑禮物", "url": "%s"}}]}
        """.formatted(shop)), now.minus(Duration.ofHours(2)));
  }
}
