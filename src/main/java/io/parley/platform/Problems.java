package io.parley.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Turns every "no" of the HTTP API into a problem document with a sentence a person understands.
@RestControllerAdvice
@Order(0)
class Problems extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  /// SQLSTATE: character not in repertoire, untranslatable character.
  private static final Set<String> UNSTORABLE = Set.of("22021", "22P05");

  @ExceptionHandler(Problem.class)
  ResponseEntity<ProblemDetail> told(Problem problem, HttpServletRequest request) {
    return answer(problem, request);
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ResponseEntity<ProblemDetail> unreadable(IllegalArgumentException mistake, HttpServletRequest request) {
    var english = "This value cannot be used: " + mistake.getMessage();
    return answer(Problem.invalid("invalid", "這個值不能用：" + mistake.getMessage(), english), request);
  }

  /// A query that is not UTF-8, or longer than the server reads.
  @ExceptionHandler(InvalidParameterException.class)
  ResponseEntity<ProblemDetail> garbled(InvalidParameterException garbled, HttpServletRequest request) {
    return answer(foreign(400), request);
  }

  /// A text that PostgreSQL cannot hold, such as one with a NUL, is its sender's mistake wherever it turns up.
  @ExceptionHandler(DataAccessException.class)
  ResponseEntity<ProblemDetail> unstored(DataAccessException failure, HttpServletRequest request) {
    if (failure.getMostSpecificCause() instanceof SQLException cause && UNSTORABLE.contains(
        String.valueOf(cause.getSQLState()))) {
      return answer(Problem.invalid("characters", "文字裡有看不見的字元，請刪掉再送",
          "The text has characters that cannot be kept. Remove them, then send it again"), request);
    }
    return unforeseen(failure, request);
  }

  @ExceptionHandler(Exception.class)
  ResponseEntity<ProblemDetail> unforeseen(Exception failure, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    var problem = new Problem(500, "internal", "伺服器出錯了，已記錄下來", "Something failed on our side. It is on record");
    return answer(problem, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var problem = foreign(status.value());
    var locale = locale(((ServletWebRequest) request).getRequest());
    return ResponseEntity.status(status).headers(headers).body(detail(problem, locale));
  }

  private static Problem foreign(int status) {
    return switch (status) {
      case 404 -> new Problem(404, "not_found", "沒有這個網址", "There is nothing at this address");
      case 405 -> new Problem(405, "method", "這個網址不接受這種請求", "This address does not take this method");
      case 406 -> new Problem(406, "not_acceptable", "這裡只回 JSON", "Only JSON is answered here");
      case 413 -> new Problem(413, "too_large", "內容太大", "The content is too large");
      case 415 -> new Problem(415, "media_type", "請以 JSON 傳送", "Send JSON");
      default -> new Problem(status, "malformed", "讀不懂這個請求，請檢查欄位", "The request could not be read. Check its fields");
    };
  }

  static ResponseEntity<ProblemDetail> answer(Problem problem, HttpServletRequest request) {
    var response = ResponseEntity.status(problem.status());
    if (problem.status() == 503 || problem.status() == 429) {
      response.header(HttpHeaders.RETRY_AFTER, "2");
    }
    return response.body(detail(problem, locale(request)));
  }

  private static ProblemDetail detail(Problem problem, Locale locale) {
    var status = HttpStatus.resolve(problem.status());
    var detail = ProblemDetail.forStatus(status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status);
    detail.setTitle(problem.sentence(locale));
    detail.setProperty("code", problem.code());
    return detail;
  }

  private static Locale locale(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null ? Locale.TRADITIONAL_CHINESE : request.getLocale();
  }
}
