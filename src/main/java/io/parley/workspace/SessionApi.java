package io.parley.workspace;

import io.parley.platform.Clocks;
import io.parley.platform.Problem;
import io.parley.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out, who I am, and what a member may change of the workspace.
@RestController
class SessionApi {
  private final Members members;
  private final Workspaces workspaces;
  private final Clocks clocks;
  private final Settings settings;

  record SignIn(String email, String password) {}

  record Session(@Nullable Member member, WorkspaceView workspace) {}

  /// `aheadMillis` is how far the workspace's clock is ahead of the wall clock, `demo` whether it can be moved.
  record WorkspaceView(
      String name,
      String locale,
      String timeZone,
      String currency,
      String consentMode,
      List<String> sites,
      @Nullable String shopUrl,
      Workspace.Persona persona,
      String writeKey,
      long aheadMillis,
      boolean demo) {}

  SessionApi(Members members, Workspaces workspaces, Clocks clocks, Settings settings) {
    this.members = members;
    this.workspaces = workspaces;
    this.clocks = clocks;
    this.settings = settings;
  }

  /// Signs in. The cookie is out of reach of scripts and of other sites.
  @PostMapping("/api/v1/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signIn(@RequestBody SignIn login, HttpServletRequest request, HttpServletResponse response) {
    if (login.email() == null || login.password() == null) {
      throw Problem.invalid("login", "請填電子郵件和密碼", "Give an e-mail and a password");
    }
    setCookie(response, members.signIn(login.email(), login.password()), Members.SESSION, request.isSecure());
  }

  @DeleteMapping("/api/v1/session")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void signOut(Access access, HttpServletRequest request, HttpServletResponse response) {
    AccessGate.cookie(request).ifPresent(members::signOut);
    setCookie(response, "", Duration.ZERO, request.isSecure());
  }

  @GetMapping("/api/v1/session")
  Session session(Access access) {
    var member = access.member() == null ? null : members.get(access.workspace(), access.member());
    return new Session(member, view(workspaces.get(access.workspace())));
  }

  @GetMapping("/api/v1/workspace")
  WorkspaceView workspace(Access access) {
    return view(workspaces.get(access.workspace()));
  }

  @PatchMapping("/api/v1/workspace")
  WorkspaceView change(Access access, @RequestBody Workspaces.WorkspaceChange change) {
    access.require(Scope.ADMIN);
    return view(workspaces.change(access.workspace(), change));
  }

  @GetMapping("/api/v1/keys")
  io.parley.platform.Page<Workspaces.ApiKey> keys(Access access) {
    access.require(Scope.ADMIN);
    return io.parley.platform.Page.all(workspaces.keys(access.workspace()));
  }

  @GetMapping("/api/v1/members")
  io.parley.platform.Page<Member> members(Access access) {
    return io.parley.platform.Page.all(members.of(access.workspace()));
  }

  private WorkspaceView view(Workspace workspace) {
    return new WorkspaceView(workspace.name(), workspace.locale(), workspace.timeZone().getId(), workspace.currency(),
        workspace.consentMode(), workspace.sites(), workspace.shopUrl(), workspace.persona(), workspace.writeKey(),
        clocks.ahead(workspace.id()).toMillis(), settings.demo());
  }

  private static void setCookie(HttpServletResponse response, String token, Duration age, boolean secure) {
    response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(AccessGate.COOKIE, token)
        .httpOnly(true).sameSite("Lax").secure(secure).path("/").maxAge(age).build().toString());
  }
}
