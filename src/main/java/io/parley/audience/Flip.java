package io.parley.audience;

import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.customer.CustomerId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A customer came into a segment, or left it, at an instant. `event` is the name of the event that decided it, where
/// one did.
record Flip(CustomerId customer, Watch segment, boolean entered, Instant at, Cause cause, @Nullable String event) {

  /// What made a customer come in or leave: she did something; something else is known of her (a tag, an order, an
  /// attribute, another segment); nothing but time; her history was worked out anew (a late event, a merge).
  enum Cause {
    EVENT, KNOWN, CLOCK, ANEW;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
