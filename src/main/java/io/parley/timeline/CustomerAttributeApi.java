package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.customer.Attributes;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.DefinedAttribute;
import io.parley.customer.Identity;
import io.parley.customer.IdentityId;
import io.parley.customer.IdentityKey;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Attributes set by hand. What is said goes onto the log like anything that is told of a customer, so the latest word
/// stands, whoever said it.
@RestController
class CustomerAttributeApi {
  private final Attributes attributes;
  private final Customers customers;
  private final Timeline timeline;
  private final Database database;
  private final Clocks clocks;

  /// An object of attributes by their names; null takes one away. Only defined ones can be set.
  record AttributesForm(@Nullable JsonNode attributes) {}

  CustomerAttributeApi(
      Attributes attributes, Customers customers, Timeline timeline, Database database, Clocks clocks) {
    this.attributes = attributes;
    this.customers = customers;
    this.timeline = timeline;
    this.database = database;
    this.clocks = clocks;
  }

  /// Accepted: known to everybody once it is folded, within a second.
  @PutMapping("/api/v1/customers/{id}/attributes")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void set(Access access, @PathVariable UUID id, @RequestBody AttributesForm form) {
    var workspace = access.workspace();
    database.tenant(workspace, () -> {
      var customer = customers.survivor(workspace, new CustomerId(id)).orElseThrow(Problem::notFound);
      if (!(form.attributes instanceof ObjectNode told) || told.isEmpty()) {
        throw Problem.invalid("attributes", "沒有說要改哪些資料", "Say which: attributes, an object by their names");
      }
      var body = JsonNodeFactory.instance.objectNode().put("identityId", identity(workspace, customer).toString());
      body.set("traits", fitting(workspace, told));
      if (access.member() != null) {
        body.put("by", access.member().value().toString());
      }
      timeline.append(workspace, List.of(new NewFact(FactKind.ATTRIBUTE, FactKind.ATTRIBUTE + "-" + Ids.next(),
          clocks.now(workspace), body)));
    });
  }

  private ObjectNode fitting(WorkspaceId workspace, ObjectNode told) {
    var defined = attributes.all(workspace).stream().collect(toMap(DefinedAttribute::name, one -> one));
    var traits = JsonNodeFactory.instance.objectNode();
    told.properties().forEach(one -> {
      var attribute = defined.get(one.getKey());
      if (attribute == null) {
        throw Problem.invalid("attribute_unknown", "沒有「" + one.getKey() + "」這種資料，請先在設定裡加上",
            "There is no attribute “" + one.getKey() + "”. Define it in the settings first");
      }
      traits.set(one.getKey(), attribute.fit(one.getValue()).orElseThrow(() -> Problem.invalid("attribute_value",
          "「" + attribute.labelZh() + "」的值不對，要的是 " + attribute.type().word(),
          "The value of “" + attribute.labelEn() + "” does not fit: " + attribute.type().word() + " expected")));
    });
    return traits;
  }

  /// Her shop account knows it best; else whatever she was known by first.
  private IdentityId identity(WorkspaceId workspace, CustomerId customer) {
    return customers.identities(workspace, customer).stream()
        .min(Comparator.comparing((Identity one) -> !one.key().kind().equals(IdentityKey.MEMBER))
            .thenComparing(one -> one.id().toString()))
        .map(Identity::id).orElseThrow(Problem::notFound);
  }

  /// How her defined attributes changed, the latest first.
  @GetMapping("/api/v1/customers/{id}/attribute-history")
  Page<Attributes.AttributeVersion> history(Access access, @PathVariable UUID id) {
    var customer = customers.survivor(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
    return Page.all(attributes.versions(access.workspace(), customer));
  }
}
