package io.parley.widget;

import io.parley.conversation.Visitor;
import io.parley.platform.Problem;
import io.parley.workspace.Workspace;
import io.parley.workspace.Workspaces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Who calls the chat. Finds the visitor in `Authorization: Visitor <writeKey>:<anonymousId>:<secret>` and checks the
/// site she is on. A preflight names no workspace, so it is answered for every origin; the call itself is then checked.
@Component
class Callers extends OncePerRequestFilter implements HandlerMethodArgumentResolver, WebMvcConfigurer {
  private static final String SCHEME = "Visitor ";
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final Workspaces workspaces;
  private final Origins origins;

  Callers(Workspaces workspaces, Origins origins) {
    this.workspaces = workspaces;
    this.origins = origins;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/chat/v1/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (origin != null) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    if (request.getMethod().equals("OPTIONS")) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, If-None-Match");
      response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "7200");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else if (request.getContentLengthLong() > MAX_BODY_BYTES && !request.getRequestURI().endsWith("/files")) {
      response.sendError(413);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Visitor.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter, @Nullable ModelAndViewContainer model, NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME)) {
      throw Problem.unauthenticated();
    }
    var parts = header.substring(SCHEME.length());
    var first = parts.indexOf(':');
    var last = parts.lastIndexOf(':');
    if (first < 0 || last <= first) {
      throw Problem.unauthenticated();
    }
    var workspace = workspace(parts.substring(0, first), request.getHeader(HttpHeaders.ORIGIN),
        request.getHeader(HttpHeaders.HOST));
    return Visitor.of(workspace.id(), parts.substring(first + 1, last), parts.substring(last + 1));
  }

  /// The workspace of a write key, if it may be called from there.
  Workspace workspace(@Nullable String writeKey, @Nullable String origin, @Nullable String host) {
    var workspace = (writeKey == null ? java.util.Optional.<Workspace>empty() : workspaces.byWriteKey(writeKey))
        .orElseThrow(() -> new Problem(401, "write_key", "安裝碼裡的 writeKey 不對", "The write key of the snippet is wrong"));
    origins.require(workspace, origin, host);
    return workspace;
  }
}
