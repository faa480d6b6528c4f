package io.parley.timeline;

import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Folds the log again beside what is known, and shows any difference. Changes nothing; a long log takes long.
@RestController
class RebuildApi {
  private final Rebuild rebuild;

  RebuildApi(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @PostMapping("/api/v1/rebuild")
  Rebuild.RebuildReport check(Access access) {
    access.require(Scope.ADMIN);
    return rebuild.check(access.workspace());
  }
}
