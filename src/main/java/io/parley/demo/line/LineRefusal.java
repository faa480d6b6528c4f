package io.parley.demo.line;

import java.util.List;

/// A "no" in LINE's words.
final class LineRefusal extends RuntimeException {
  private final int status;
  private final List<Detail> details;

  /// `property` as LINE writes it: `messages[0].text`.
  record Detail(String message, String property) {}

  LineRefusal(int status, String message, Detail... details) {
    super(message);
    this.status = status;
    this.details = List.of(details);
  }

  static LineRefusal invalid(String property, String message) {
    return new LineRefusal(400, "The request body has 1 error(s)", new Detail(message, property));
  }

  static LineRefusal badToken() {
    return new LineRefusal(401, "Authentication failed due to the following reason: invalid token. Confirm that the "
        + "access token in the authorization header is valid.");
  }

  static LineRefusal notFound() {
    return new LineRefusal(404, "Not found");
  }

  static LineRefusal tooFast() {
    return new LineRefusal(429, "The API rate limit has been exceeded. Try again later.");
  }

  static LineRefusal quotaEnded() {
    return new LineRefusal(429, "You have reached your monthly limit.");
  }

  int status() {
    return status;
  }

  List<Detail> details() {
    return details;
  }
}
