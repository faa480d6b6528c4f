package io.parley.integration;

import io.parley.customer.Attachment;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.FactKind;
import io.parley.timeline.NewFact;
import io.parley.timeline.Projection;
import io.parley.timeline.Stage;
import io.parley.timeline.Timeline;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Puts tags on customers that a file names with them, before rules and segments look. Only vouched calls may: a page
/// must not tag its visitors.
@Component
class TagProjection implements Projection {
  static final String TOLD = "tagged";
  private static final int LONGEST = 60;

  private final Tags tags;
  private final Timeline timeline;

  TagProjection(Tags tags, Timeline timeline) {
    this.tags = tags;
    this.timeline = timeline;
  }

  @Override
  public Stage stage() {
    return Stage.PROFILE;
  }

  @Override
  public void apply(Batch batch) {
    var ids = new HashMap<String, TagId>();
    var attachments = new ArrayList<Attachment>();
    var told = new HashMap<Attachment, Fact>();
    var names = new HashMap<TagId, String>();
    batch.facts(FactKind.IDENTIFY).filter(fact -> fact.vouched() && fact.body().has(TOLD)).forEach(fact -> {
      for (var node : fact.body().path(TOLD).path("names")) {
        var name = node.asString("").strip();
        if (!name.isEmpty() && name.length() <= LONGEST) {
          var tag = ids.computeIfAbsent(name, fresh -> tags.ensure(batch.workspace(), fresh));
          names.putIfAbsent(tag, name);
          var attachment = Attachment.byHand(fact.customer(), tag, since(fact), null).on(fact.identity());
          attachments.add(attachment);
          told.put(attachment, fact);
        }
      }
    });
    if (attachments.isEmpty()) {
      return;
    }
    var put = tags.attach(batch.workspace(), attachments);
    timeline.append(batch.workspace(), put.stream().map(one -> fact(one, told, names)).toList());
  }

  private static NewFact fact(Attachment put, Map<Attachment, Fact> told, Map<TagId, String> names) {
    var fact = told.get(put);
    if (fact == null) {
      throw new IllegalStateException("A tag was put on that nobody told of");
    }
    return NewFact.about(fact.identity(), FactKind.TAG, "tag-" + fact.position() + "-" + put.tag(), put.since(),
        Map.of("text", String.valueOf(names.get(put.tag()))));
  }

  private static Instant since(Fact fact) {
    var since = fact.body().path(TOLD).path("since").asString("");
    try {
      return since.isEmpty() ? fact.at() : Instant.parse(since);
    } catch (DateTimeException garbled) {
      return fact.at();
    }
  }
}
