package io.parley.outreach;

import io.parley.conversation.ConversationId;
import io.parley.customer.CustomerId;
import io.parley.outreach.Asides.Aside;
import io.parley.platform.Page;
import io.parley.workspace.Access;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What went to a person together with many others, for whoever reads her thread or her timeline.
@RestController
class AsideApi {
  private final Asides asides;

  AsideApi(Asides asides) {
    this.asides = asides;
  }

  /// What broadcasts said to the person of a thread and is no line of it, latest first, at most 100; `from` is the
  /// earliest instant.
  @GetMapping("/api/v1/conversations/{id}/asides")
  Page<Aside> ofThread(Access access, @PathVariable UUID id, @RequestParam(required = false) @Nullable Instant from) {
    return Page.all(asides.ofThread(access.workspace(), new ConversationId(id), from));
  }

  /// What broadcasts said to a customer and is no event of her timeline, latest first, at most 100.
  @GetMapping("/api/v1/customers/{id}/asides")
  Page<Aside> ofCustomer(Access access, @PathVariable UUID id, @RequestParam(required = false) @Nullable Instant from) {
    return Page.all(asides.ofCustomer(access.workspace(), new CustomerId(id), from));
  }
}
