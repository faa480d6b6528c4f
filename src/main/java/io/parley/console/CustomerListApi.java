package io.parley.console;

import io.parley.audience.condition.Condition;
import io.parley.commerce.Money;
import io.parley.customer.CustomerCount;
import io.parley.customer.CustomerLine;
import io.parley.customer.Customers;
import io.parley.platform.Page;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The list of customers: pages of it, how many there are, and what columns it can have.
@RestController
class CustomerListApi {
  private static final int MOST = 200;

  private final Customers customers;
  private final Meetings meetings;
  private final Workspaces workspaces;

  /// `list` as the address of the list says it.
  record MeetingForm(@Nullable ListQuery list, @Schema(implementation = Condition.class) @Nullable JsonNode condition,
      @Nullable String cursor, @Nullable Integer limit) {}

  /// Who met the condition among the `looked` customers asked for this answer; `next` is null at the end of the list.
  record MeetingPage(List<Screens.CustomerSummary> items, @Nullable String next, int looked) {}

  CustomerListApi(Customers customers, Meetings meetings, Workspaces workspaces) {
    this.customers = customers;
    this.meetings = meetings;
    this.workspaces = workspaces;
  }

  @GetMapping("/api/v1/customers")
  Page<Screens.CustomerSummary> customers(
      Access access,
      @ParameterObject ListQuery asked,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    var workspace = access.workspace();
    var currency = workspaces.get(workspace).currency();
    var page = customers.page(workspace, asked.filter(), asked.shown(), cursor, Math.clamp(limit, 1, MOST));
    return new Page<>(page.items().stream().map(line -> summary(line, currency)).toList(), page.next());
  }

  /// Those of the list who meet a condition now. An answer may hold fewer than `limit`, or nobody, and still have a
  /// `next`: the condition is asked of one after the other, about a second long.
  @PostMapping("/api/v1/customers/meeting")
  MeetingPage meeting(Access access, @RequestBody MeetingForm form) {
    var workspace = access.workspace();
    var currency = workspaces.get(workspace).currency();
    var asked = meetings.read(workspace, form.list == null ? ListQuery.ALL : form.list, form.condition);
    var found = meetings.next(workspace, asked, form.cursor, Math.clamp(form.limit == null ? 50 : form.limit, 1, MOST));
    return new MeetingPage(found.met().stream().map(line -> summary(line, currency)).toList(), found.next(),
        found.looked());
  }

  /// How many match: exact up to 10,000, an estimate beyond, unless `exact` is asked for.
  @GetMapping("/api/v1/customers/count")
  CustomerCount count(
      Access access, @ParameterObject ListQuery asked, @RequestParam(defaultValue = "false") boolean exact) {
    return customers.count(access.workspace(), asked.filter(), exact);
  }

  /// The names of attributes that can be columns, the most frequent first.
  @GetMapping("/api/v1/customers/attributes")
  Page<String> attributes(Access access) {
    return Page.all(customers.attributes(access.workspace()));
  }

  private static Screens.CustomerSummary summary(CustomerLine line, String currency) {
    var tags = line.tags().stream().map(tag -> new Screens.TagName(tag.id().value(), tag.name())).toList();
    return new Screens.CustomerSummary(line.id().value(), line.name(), line.stage(), line.firstSeenAt(),
        line.lastSeenAt(), ListQuery.channels(line.kinds()), tags,
        new Screens.OrderSum(line.orders(), new Money(line.spent(), currency)), line.attributes(),
        line.enteredAt());
  }
}
