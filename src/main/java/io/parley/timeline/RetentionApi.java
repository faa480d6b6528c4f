package io.parley.timeline;

import static java.util.stream.Collectors.toMap;

import io.parley.platform.Page;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// How long events are kept, by kind.
@RestController
class RetentionApi {
  private final Retention retention;

  /// Null days keep for good.
  record RetentionRule(@Nullable String kind, @Nullable Integer days) {}

  RetentionApi(Retention retention) {
    this.retention = retention;
  }

  @GetMapping("/api/v1/retention")
  Page<RetentionRule> all(Access access) {
    var set = retention.of(access.workspace()).stream().collect(toMap(Retention.Rule::kind, Retention.Rule::keepDays));
    return Page.all(Retention.KINDS.stream().map(kind -> new RetentionRule(kind, set.get(kind))).toList());
  }

  @PutMapping("/api/v1/retention")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void set(Access access, @RequestBody RetentionRule rule) {
    access.require(Scope.ADMIN);
    retention.set(access.workspace(), rule.kind == null ? "" : rule.kind, rule.days,
        access.member() == null ? null : access.member().value());
  }
}
