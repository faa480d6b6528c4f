package io.parley.conversation;

import io.parley.customer.Consent;
import io.parley.customer.Consents;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Timeline;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Writes down that she wants to be reminded on LINE, with the words she was shown when she said so.
@Component
class Keeping {
  private static final String SOURCE = "keep_cart";

  private final Consents consents;
  private final Timeline timeline;
  private final Clocks clocks;

  Keeping(Consents consents, Timeline timeline, Clocks clocks) {
    this.consents = consents;
    this.timeline = timeline;
    this.clocks = clocks;
  }

  void agreed(WorkspaceId workspace, IdentityId identity, String words, String messageId) {
    var now = clocks.now(workspace);
    consents.add(workspace, identity, new Consent(Consent.Purpose.marketing, Consent.Channel.line, true, words, SOURCE,
        null, now));
    timeline.append(workspace, List.of(NewFact.about(identity, FactKind.CONSENT, messageId, now, Map.of("text", words,
        "purpose", Consent.Purpose.marketing.name(), "asked", Consent.Channel.line.name(), "granted", "true",
        "source", SOURCE))));
  }
}
