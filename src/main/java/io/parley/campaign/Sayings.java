package io.parley.campaign;

import io.parley.campaign.Plan.Variant;
import io.parley.channel.Channels;
import io.parley.channel.Content;
import io.parley.channel.Outgoing;
import io.parley.channel.OutgoingId;
import io.parley.conversation.Shelf;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Makes variants ready to be said, and refuses those that cannot be.
@Component
class Sayings {
  private static final String LONGEST_NAME = "王".repeat(20);

  private final ObjectProvider<Shelf> shelf;
  private final Channels channels;

  Sayings(ObjectProvider<Shelf> shelf, Channels channels) {
    this.shelf = shelf;
    this.channels = channels;
  }

  Saying of(WorkspaceId workspace, Variant variant) {
    return new Saying(variant, variant.products().isEmpty() ? List.of()
        : shelf.stream().flatMap(one -> one.products(workspace, variant.products()).stream()).toList());
  }

  /// Refuses a plan that says nothing, and what the connections it would go by could never carry.
  void check(WorkspaceId workspace, Plan plan) {
    for (var variant : plan.variants()) {
      var saying = of(workspace, variant);
      if (variant.text().isBlank() && saying.cards().isEmpty()) {
        throw Problem.invalid("empty", plan.variants().size() > 1 ? "兩個版本都要寫點什麼" : "先寫點什麼再送出",
            plan.variants().size() > 1 ? "Write something in both versions" : "Write something first");
      }
      var said = saying.contents(Map.of(Fields.NAME, LONGEST_NAME), link -> link);
      var lines = channels.lines(workspace).stream()
          .filter(line -> plan.channels().isEmpty() || plan.channels().contains(line.kind())).toList();
      lines.forEach(line -> refusal(workspace, line, said).ifPresent(refusal -> {
        throw refusal;
      }));
    }
  }

  /// Why a connection could not carry it.
  Optional<Problem> refusal(WorkspaceId workspace, Channels.Line line, Map<String, Content> said) {
    var content = Saying.by(line.kind(), said);
    var outgoing = new Outgoing(new OutgoingId(Ids.next()), workspace, line.id(), "", content, true);
    return channels.refusals(workspace, List.of(outgoing)).values().stream().findFirst();
  }
}
