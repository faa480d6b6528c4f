package io.parley.demo.line;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One call to the simulated LINE on the wire: a body of at most 2 MB in, an answer with `x-line-request-id` out.
record LineWire(HttpServletRequest request, HttpServletResponse response, JsonMapper json, String requestId) {
  private static final int BODY_BYTES = 2 * 1024 * 1024;

  JsonNode body() throws IOException {
    var bytes = request.getInputStream().readNBytes(BODY_BYTES + 1);
    if (bytes.length > BODY_BYTES) {
      throw new LineRefusal(413, "Payload Too Large");
    }
    try {
      var body = json.readTree(new String(bytes, StandardCharsets.UTF_8));
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException malformed) {
      throw new LineRefusal(400, "The request body could not be parsed as JSON");
    }
    throw new LineRefusal(400, "The request body could not be parsed as JSON");
  }

  void answer(int status, @Nullable JsonNode body) throws IOException {
    response.setStatus(status);
    response.setHeader("x-line-request-id", requestId);
    response.setContentType("application/json");
    response.getOutputStream().write(body == null
        ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8));
  }

  void answer(LineSending.Answer answer) throws IOException {
    if (answer.accepted() != null) {
      response.setHeader("x-line-accepted-request-id", answer.accepted());
    }
    answer(answer.status(), answer.body());
  }

  /// Promises more than it sends, so that the server cuts the connection and the caller learns nothing.
  void cut() throws IOException {
    response.setStatus(200);
    response.setContentType("application/json");
    response.setHeader("Connection", "close");
    response.setContentLength(1_000);
    response.getOutputStream().write('{');
    response.flushBuffer();
  }

  /// Gives controllers their wire, and turns LINE's refusals into LINE's answers.
  @RestControllerAdvice(basePackageClasses = LineWire.class)
  @Order(-1)
  @Conditional(DemoOn.class)
  static final class Refusals implements WebMvcConfigurer, HandlerMethodArgumentResolver {
    private final JsonMapper json;

    Refusals(JsonMapper json) {
      this.json = json;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == LineWire.class;
    }

    @Override
    public LineWire resolveArgument(
        MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
        @Nullable WebDataBinderFactory binder) {
      return wire(request.getNativeRequest(HttpServletRequest.class),
          request.getNativeResponse(HttpServletResponse.class));
    }

    private LineWire wire(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response) {
      if (request == null || response == null) {
        throw new IllegalStateException("LINE is called over HTTP");
      }
      return new LineWire(request, response, json, LineSending.requestId());
    }

    @ExceptionHandler(LineRefusal.class)
    void refused(LineRefusal refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
      var words = String.valueOf(refusal.getMessage());
      var body = json.createObjectNode();
      if (request.getRequestURI().contains("/oauth")) {
        body.put("error", words).put("error_description", words);
      } else {
        body.put("message", words);
      }
      if (!refusal.details().isEmpty()) {
        body.set("details", json.valueToTree(refusal.details()));
      }
      wire(request, response).answer(refusal.status(), body);
    }

    @ExceptionHandler(MissingServletRequestParameterException.class)
    void missing(
        MissingServletRequestParameterException missing, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      refused(new LineRefusal(400, "invalid_request"), request, response);
    }
  }
}
