package io.parley.console;

import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// What a browser may do with our pages: the console is framed by nobody, the chat only by the workspace's own sites,
/// and neither runs a script that is not ours.
@Component
class PageHeaders extends OncePerRequestFilter {
  private static final String POLICY = "default-src 'self'; img-src 'self' data: blob: https:; "
      + "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; "
      + "form-action 'self'; frame-ancestors ";

  private final Workspaces workspaces;

  PageHeaders(Workspaces workspaces) {
    this.workspaces = workspaces;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var path = request.getRequestURI();
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    if (path.startsWith("/app")) {
      response.setHeader("Content-Security-Policy", POLICY + "'none'");
    } else if (path.startsWith("/widget")) {
      response.setHeader("Content-Security-Policy", POLICY + sites(request.getParameter("k")));
    } else if (path.matches("/parley(-more|-keep)?[.]js")) {
      response.setHeader("Access-Control-Allow-Origin", "*");
    }
    chain.doFilter(request, response);
  }

  private String sites(@org.jspecify.annotations.Nullable String writeKey) {
    return Optional.ofNullable(writeKey)
        .flatMap(workspaces::byWriteKey)
        .map(Workspace::sites)
        .map(sites -> "'self' " + String.join(" ", sites))
        .orElse("'self'");
  }
}
