package io.parley.workspace;

import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is calling and what they may do. Controllers take it as a parameter; there is no other way to a workspace.
/// `member` is null for an API key.
public record Access(WorkspaceId workspace, @Nullable MemberId member, Set<Scope> scopes) {

  public void require(Scope scope) {
    if (scopes.stream().noneMatch(held -> held.compareTo(scope) >= 0)) {
      throw Problem.forbidden(scope.word());
    }
  }
}
