package io.parley.conversation;

import io.parley.conversation.Write.Target;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Batch;
import io.parley.timeline.Fact;
import io.parley.timeline.Projection;
import io.parley.timeline.Stage;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;

/// Keeps the inbox in step with who people turn out to be: a thread shows when its person was unlinked, and lists show
/// the name the person has now.
@Component
class Merged implements Projection {
  private final Customers customers;
  private final ConversationStore conversations;
  private final Writing writing;
  private final Telling telling;

  Merged(Customers customers, ConversationStore conversations, Writing writing, Telling telling) {
    this.customers = customers;
    this.conversations = conversations;
    this.writing = writing;
    this.telling = telling;
  }

  @Override
  public Stage stage() {
    return Stage.LIVE;
  }

  @Override
  public void apply(Batch batch) {
    batch.facts("unlink").forEach(fact -> unlinked(batch.workspace(), List.of(fact.identity())));
    batch.facts("unmerge").forEach(fact -> unlinked(batch.workspace(), fact.body().path("identities").valueStream()
        .map(identity -> IdentityId.of(identity.asString())).toList()));
    var people = new HashSet<>(batch.changed());
    batch.facts("identify").map(Fact::customer).forEach(people::add);
    var identities = customers.identitiesOf(batch.workspace(), people).keySet();
    telling.conversations(identities.isEmpty() ? List.of() : conversations.of(batch.workspace(), identities));
  }

  private void unlinked(WorkspaceId workspace, List<IdentityId> identities) {
    writing.write(conversations.of(workspace, identities).stream()
        .map(c -> new Write(new Target.Known(workspace, c.id()), null,
            (now, at) -> now.happen(Draft.fact("unlinked", new Author.System(), at))))
        .toList());
  }
}
