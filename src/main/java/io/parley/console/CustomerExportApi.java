package io.parley.console;

import io.parley.audience.Conditions;
import io.parley.audience.condition.Condition;
import io.parley.customer.CustomerFilter;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerLine;
import io.parley.customer.Customers;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The list as a file for a spreadsheet: UTF-8 with a mark, so that Excel reads Chinese. It is written page by page as
/// it is read, so that its length costs neither side memory.
@RestController
class CustomerExportApi {
  private static final int PAGE = 500;
  private static final int MOST_CHOSEN = 5_000;
  private static final int MOST_COLUMNS = 40;
  private static final List<String> COLUMNS = List.of("name", "stage", "channels", "tags", "orders", "spent", "first",
      "seen");
  private static final String ENTERED = "entered";

  private final Customers customers;
  private final Meetings meetings;
  private final Conditions conditions;
  private final Workspaces workspaces;

  /// `columns` are `name`, `stage`, `channels`, `tags`, `orders`, `spent`, `first`, `seen`, in a segment `entered`, and
  /// `attribute:…`; those up to `seen` if none is named. `customers` are those chosen; else whom `list` finds, and of
  /// whom `condition` holds.
  record Export(
      @Nullable List<UUID> customers, @Nullable ListQuery list, @Nullable List<String> columns,
      @Schema(implementation = Condition.class) @Nullable JsonNode condition) {}

  CustomerExportApi(Customers customers, Meetings meetings, Conditions conditions, Workspaces workspaces) {
    this.customers = customers;
    this.meetings = meetings;
    this.conditions = conditions;
    this.workspaces = workspaces;
  }

  @PostMapping(value = "/api/v1/customers/export", produces = "text/csv")
  void export(Access access, @RequestBody Export wanted, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var columns = columns(wanted);
    var filter = filter(wanted);
    var list = wanted.list == null ? ListQuery.ALL : wanted.list;
    var shown = new Customers.Shown(list.shown().sort(), list.shown().ascending(), CustomerSheet.attributes(columns));
    var meets = wanted.condition == null || wanted.condition.isNull() || wanted.customers != null ? null
        : new Meetings.Asked(filter, shown, conditions.read(access.workspace(), wanted.condition));
    var sheet = new CustomerSheet(columns, workspaces.get(access.workspace()), locale(request));
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"customers.csv\"");
    try (var out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      out.write('\uFEFF');
      out.write(sheet.head());
      @Nullable String cursor = null;
      do {
        var page = page(access.workspace(), filter, shown, meets, cursor);
        for (var line : page.items()) {
          out.write(sheet.row(line));
        }
        out.flush();
        cursor = page.next();
      } while (cursor != null);
    }
  }

  private Page<CustomerLine> page(WorkspaceId workspace, CustomerFilter filter, Customers.Shown shown,
      Meetings.@Nullable Asked meets, @Nullable String cursor) {
    if (meets == null) {
      return customers.page(workspace, filter, shown, cursor, PAGE);
    }
    var stretch = meetings.next(workspace, meets, cursor, PAGE);
    return new Page<>(stretch.met(), stretch.next());
  }

  private static Locale locale(HttpServletRequest request) {
    return request.getHeader("Accept-Language") == null ? Locale.TRADITIONAL_CHINESE : request.getLocale();
  }

  private static List<String> columns(Export wanted) {
    var columns = wanted.columns == null ? COLUMNS : wanted.columns.stream().filter(Objects::nonNull).toList();
    if (columns.isEmpty() || columns.size() > MOST_COLUMNS
        || columns.stream().anyMatch(one -> !COLUMNS.contains(one) && !one.equals(ENTERED)
            && !one.startsWith(CustomerSheet.ATTRIBUTE))) {
      throw Problem.invalid("columns", "有不認得的欄位", "There is a column that is not known");
    }
    return columns;
  }

  private static CustomerFilter filter(Export wanted) {
    if (wanted.customers == null) {
      return wanted.list == null ? CustomerFilter.EVERYBODY : wanted.list.filter();
    }
    var chosen = wanted.customers.stream().filter(Objects::nonNull).map(CustomerId::new).toList();
    if (chosen.isEmpty() || chosen.size() > MOST_CHOSEN) {
      throw Problem.invalid("customers", "請選 1 到 5,000 位", "Choose 1 to 5,000 customers");
    }
    return CustomerFilter.only(chosen);
  }
}
