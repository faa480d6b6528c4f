package io.parley.timeline;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A fact as the fold sees it. `at` is the corrected time it happened; `position` names it on the log.
/// `name` is the event's name for `track` ("Order Completed"), the page's for `page`, else the kind.
/// `customer` is whom `identity` belongs to after this batch's merges.
public record Fact(
    long position,
    Instant at,
    Instant receivedAt,
    String kind,
    String name,
    String messageId,
    IdentityId identity,
    CustomerId customer,
    JsonNode body) {

  /// Told by an import or a signed webhook, not through a public write key.
  public boolean vouched() {
    return body.path(NewCall.VOUCHED).asBoolean(false);
  }

  /// The properties of a page or track call; missing, never null, for other kinds.
  public JsonNode properties() {
    var properties = body.path("properties");
    return properties.isObject() ? properties : MissingNode.getInstance();
  }

  /// The address of the page it happened on, if it was told.
  public @Nullable String url() {
    return text(properties().path("url"), body.path("context").path("page").path("url"), body.path("url"));
  }

  /// The title of the page it happened on, if it was told.
  public @Nullable String title() {
    return text(properties().path("title"), body.path("context").path("page").path("title"), body.path("title"));
  }

  private static @Nullable String text(JsonNode... candidates) {
    for (var candidate : candidates) {
      if (candidate.isString() && !candidate.stringValue().isBlank()) {
        return candidate.stringValue();
      }
    }
    return null;
  }
}
