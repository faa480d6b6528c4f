package io.parley.console;

import io.parley.customer.CustomerId;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The customer as a whole: what each module knows of her, joined.
@RestController
class CustomerApi {
  private final WholeCustomer whole;

  CustomerApi(WholeCustomer whole) {
    this.whole = whole;
  }

  /// One customer. One who was merged into another answers as that other.
  @GetMapping("/api/v1/customers/{id}")
  Screens.CustomerPage customer(Access access, @PathVariable UUID id) {
    return whole.view(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
  }
}
