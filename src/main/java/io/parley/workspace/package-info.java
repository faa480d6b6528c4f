/// Workspace: the tenants, who works in them, and what a caller may do.
///
/// **Words.** A *workspace* is one merchant. A *member* is a person who works there and speaks with a *voice* (客服
/// service, 小編 editor, 小助手 assistant). A *write key* is public and lets a shop send events; an *API key* is secret
/// and has *scopes*.
/// **Doors.** `Workspaces`, `Members`, `Access` (what the caller of an HTTP request may do).
/// **Tables.** `workspace.workspace`, `workspace.member`, `workspace.session`, `workspace.api_key`.
/// **Always true.** Every request under `/api/v1` belongs to exactly one workspace before a controller sees it.
@NullMarked
package io.parley.workspace;

import org.jspecify.annotations.NullMarked;
