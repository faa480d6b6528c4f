package io.parley.customer;

import static java.util.stream.Collectors.toMap;

import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Member;
import io.parley.workspace.Members;
import io.parley.workspace.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// A copy of all that is kept of a person, and its end.
@RestController
class ErasureApi {
  private static final int LONGEST_REASON = 200;

  private final Erasures erasures;
  private final Customers customers;
  private final PersonFile file;
  private final Members members;

  /// It cannot be undone, so `confirm` repeats the customer's id.
  record ErasureOrder(@Nullable UUID confirm, @Nullable String reason) {}

  /// What was deleted: rows by table. Nothing of who it was.
  record ErasureView(UUID id, Instant at, @Nullable String by, @Nullable String reason, Map<String, Long> counts) {}

  ErasureApi(Erasures erasures, Customers customers, PersonFile file, Members members) {
    this.erasures = erasures;
    this.customers = customers;
    this.file = file;
    this.members = members;
  }

  /// A zip with a page to read (`index.html`) and the same as JSON (`data.json`).
  @GetMapping(path = "/api/v1/customers/{id}/export", produces = "application/zip")
  ResponseEntity<byte[]> export(Access access, @PathVariable UUID id) {
    access.require(Scope.ADMIN);
    var customer = survivor(access, id);
    var zip = file.zip(erasures.export(access.workspace(), customer));
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"customer-" + customer + ".zip\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.parseMediaType("application/zip"))
        .body(zip);
  }

  @PostMapping("/api/v1/customers/{id}/erase")
  ErasureView erase(Access access, @PathVariable UUID id, @RequestBody ErasureOrder order) {
    access.require(Scope.ADMIN);
    var customer = survivor(access, id);
    if (order.confirm == null || !customers.survivor(access.workspace(), new CustomerId(order.confirm))
        .filter(customer::equals).isPresent()) {
      throw Problem.invalid("confirm", "請在 confirm 再寫一次顧客的 id：刪除後無法復原",
          "Repeat the customer's id as confirm: this cannot be undone");
    }
    if (order.reason != null && order.reason.length() > LONGEST_REASON) {
      throw Problem.invalid("reason", "原因最多 200 個字", "A reason has up to 200 characters");
    }
    var by = access.member() == null ? null : access.member().value();
    return view(erasures.erase(access.workspace(), customer, by, order.reason), access);
  }

  @GetMapping("/api/v1/erasures")
  Page<ErasureView> list(Access access) {
    return Page.all(erasures.list(access.workspace()).stream().map(one -> view(one, access)).toList());
  }

  private ErasureView view(Erasures.Erasure one, Access access) {
    var names = members.of(access.workspace()).stream().collect(toMap(each -> each.id().value(), Member::name));
    return new ErasureView(one.id(), one.at(), names.get(one.by()), one.reason(), one.counts());
  }

  private CustomerId survivor(Access access, UUID id) {
    return customers.survivor(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
  }
}
