package io.parley.demo.line;

import io.parley.platform.Startup;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/// Simulators exist only where `PARLEY_DEMO` is on.
public final class DemoOn implements Condition {
  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Startup.settings().demo();
  }
}
