package io.parley.bench.reference;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The reference of single requests: the same server answers the same request with 204 and does nothing else. Tomcat
/// reads the body and throws it away.
@RestController
class Answer {
  @PostMapping("/bench/answer")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void nothing() {
    // Doing nothing is its purpose.
  }
}
