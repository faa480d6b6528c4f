package io.parley.demo;

import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The clock of the demo workspace. Not found where the demo is off.
@RestController
class TimeMachineApi {
  private final TimeMachine machine;

  /// `by` is an ISO 8601 duration: `PT1H`, `P1D`, `P7D`.
  record Forward(@Nullable String by) {}

  TimeMachineApi(TimeMachine machine) {
    this.machine = machine;
  }

  @GetMapping("/api/v1/clock")
  TimeMachine.Clock clock(Access access) {
    return machine.clock(access.workspace());
  }

  @PostMapping("/api/v1/clock")
  @ResponseStatus(HttpStatus.ACCEPTED)
  TimeMachine.Clock forward(Access access, @RequestBody Forward forward) {
    access.require(Scope.ADMIN);
    return machine.forward(access.workspace(), duration(forward.by()));
  }

  private static Duration duration(@Nullable String text) {
    try {
      return Duration.parse(text == null ? "" : text);
    } catch (DateTimeParseException wrong) {
      throw Problem.invalid("by", "要往前多久？像 PT1H 或 P1D", "How far? Like PT1H or P1D");
    }
  }
}
