package io.parley.workspace;

import io.parley.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/// The gate of `/api/v1`: finds who calls, by session cookie or bearer key, and checks the least they need — reading
/// needs `read`, all else `write`. A cookie is taken only from our own pages (`Sec-Fetch-Site`, else `Origin`), so that
/// another site cannot act with a member's session.
@Component
public class AccessGate implements HandlerInterceptor, HandlerMethodArgumentResolver {
  public static final String COOKIE = "parley_session";
  private static final String FOUND = AccessGate.class.getName();
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Members members;

  AccessGate(Members members) {
    this.members = members;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getMethod().equals("POST") && request.getRequestURI().equals("/api/v1/session")) {
      return true;
    }
    var reading = READING.contains(request.getMethod());
    var access = find(request).orElseThrow(Problem::unauthenticated);
    access.require(reading ? Scope.READ : Scope.WRITE);
    request.setAttribute(FOUND, access);
    return true;
  }

  /// Who calls, or empty. Also for WebSocket handshakes, which pass no interceptor.
  public Optional<Access> find(HttpServletRequest request) {
    var header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return members.byKey(header.substring(7).strip());
    }
    return cookie(request).filter(token -> ours(request)).flatMap(members::bySession);
  }

  static Optional<String> cookie(HttpServletRequest request) {
    if (request.getCookies() != null) {
      for (var cookie : request.getCookies()) {
        if (cookie.getName().equals(COOKIE)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean ours(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none") && READING.contains(request.getMethod());
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return READING.contains(request.getMethod()) && request.getHeader(HttpHeaders.UPGRADE) == null;
    }
    return origin.endsWith("://" + request.getHeader(HttpHeaders.HOST));
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Access.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer model,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    var access = request.getAttribute(FOUND, NativeWebRequest.SCOPE_REQUEST);
    if (access == null) {
      throw Problem.unauthenticated();
    }
    return access;
  }
}
