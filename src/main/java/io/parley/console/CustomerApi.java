package io.parley.console;

import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.TagId;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The customer as a whole: what each module knows of her, joined.
@RestController
class CustomerApi {
  private static final int MOST = 100;
  private static final int LONGEST_QUERY = 100;

  private final WholeCustomer whole;

  CustomerApi(WholeCustomer whole) {
    this.whole = whole;
  }

  @GetMapping("/api/v1/customers")
  Page<Screens.CustomerSummary> customers(
      Access access,
      @RequestParam(defaultValue = "") String query,
      @RequestParam(required = false) @Nullable UUID tag,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (query.length() > LONGEST_QUERY) {
      throw Problem.invalid("query", "搜尋最多 100 個字", "A search has up to 100 characters");
    }
    var search = new Customers.Search(query.isBlank() ? null : query.strip(), tag == null ? null : new TagId(tag));
    return whole.page(access.workspace(), search, cursor, Math.clamp(limit, 1, MOST));
  }

  /// One customer. One who was merged into another answers as that other.
  @GetMapping("/api/v1/customers/{id}")
  Screens.CustomerPage customer(Access access, @PathVariable UUID id) {
    return whole.view(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
  }
}
