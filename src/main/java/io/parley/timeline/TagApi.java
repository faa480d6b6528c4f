package io.parley.timeline;

import io.parley.customer.Attachment;
import io.parley.customer.CarriedTag;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Tag;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Tags set and taken off by hand: at once, and told to the timeline in the same transaction.
@RestController
class TagApi {
  private final Tags tags;
  private final Customers customers;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  record NewTag(@Nullable String name) {}

  record TagView(
      TagId id, String name, Instant since, String source, @Nullable UUID ruleId, List<Attachment.Evidence> evidence) {
    static TagView of(CarriedTag tag) {
      return new TagView(tag.id(), tag.name(), tag.since(), tag.rule() == null ? "member" : "rule", tag.rule(),
          tag.evidence());
    }
  }

  TagApi(Tags tags, Customers customers, Timeline timeline, Database database, Clocks clocks) {
    this.tags = tags;
    this.customers = customers;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/tags")
  Page<Tag> all(Access access) {
    return Page.all(tags.list(access.workspace()));
  }

  @GetMapping("/api/v1/customers/{id}/tags")
  Page<TagView> of(Access access, @PathVariable UUID id) {
    return Page.all(carried(access.workspace(), survivor(access.workspace(), id)).stream().map(TagView::of).toList());
  }

  @PostMapping("/api/v1/customers/{id}/tags")
  @ResponseStatus(HttpStatus.CREATED)
  TagView put(Access access, @PathVariable UUID id, @RequestBody NewTag wanted) {
    var workspace = access.workspace();
    return database.tenant(workspace, () -> {
      var customer = survivor(workspace, id);
      var tag = tags.ensure(workspace, wanted.name == null ? "" : wanted.name);
      var put = tags.attach(workspace, List.of(new Attachment(customer, tag, clocks.now(workspace), null, List.of())));
      var view = carried(workspace, customer).stream().filter(one -> one.id().equals(tag)).findFirst().orElseThrow();
      if (!put.isEmpty()) {
        tell(workspace, FactKind.TAG, customer, view.name());
      }
      return TagView.of(view);
    });
  }

  @DeleteMapping("/api/v1/customers/{id}/tags/{tagId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void take(Access access, @PathVariable UUID id, @PathVariable UUID tagId) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var customer = survivor(workspace, id);
      var tag = carried(workspace, customer).stream().filter(one -> one.id().value().equals(tagId)).findFirst()
          .orElseThrow(Problem::notFound);
      tags.take(workspace, customer, tag.id());
      tell(workspace, FactKind.UNTAG, customer, tag.name());
    });
  }

  private CustomerId survivor(WorkspaceId workspace, UUID id) {
    return customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
  }

  private List<CarriedTag> carried(WorkspaceId workspace, CustomerId customer) {
    return tags.of(workspace, List.of(customer)).getOrDefault(customer, List.of());
  }

  private void tell(WorkspaceId workspace, String kind, CustomerId customer, String tag) {
    var identity = customers.identities(workspace, customer).getFirst().id();
    timeline.append(workspace, List.of(NewFact.about(identity, kind, kind + "-" + Ids.next(), clocks.now(workspace),
        Map.of("text", tag))));
  }
}
