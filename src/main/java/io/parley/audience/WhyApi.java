package io.parley.audience;

import io.parley.customer.CustomerId;
import io.parley.workspace.Access;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WhyApi {
  private final Whys whys;

  WhyApi(Whys whys) {
    this.whys = whys;
  }

  /// Of one rule or one segment.
  @GetMapping("/api/v1/customers/{id}/why")
  Whys.Why why(Access access, @PathVariable UUID id, @RequestParam @Nullable UUID rule,
      @RequestParam @Nullable UUID segment) {
    whys.known(access.workspace(), new CustomerId(id));
    var of = Whys.only(rule, segment);
    return rule != null ? whys.ofRule(access.workspace(), new CustomerId(id), new RuleId(of))
        : whys.ofSegment(access.workspace(), new CustomerId(id), new SegmentId(of));
  }
}
