package io.parley.audience;

import io.parley.customer.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The flips of one customer while she is worked on, and what made each so.
final class Flips {
  private final CustomerId customer;
  private final List<Flip> all = new ArrayList<>();
  private final Set<Watch> wasIn = new HashSet<>();
  private final Map<Watch, String> did = new HashMap<>();
  private Flip.Cause cause = Flip.Cause.KNOWN;

  Flips(CustomerId customer) {
    this.customer = customer;
  }

  /// She was a member before anything of this.
  void wasIn(Watch segment) {
    wasIn.add(segment);
  }

  /// What happens from now on comes of this.
  void because(Flip.Cause cause) {
    this.cause = cause;
  }

  /// An event of this name means something to it.
  void did(Watch watch, String event) {
    did.put(watch, event);
  }

  void add(Watch segment, boolean entered, Instant at) {
    var event = cause == Flip.Cause.EVENT ? did.get(segment) : null;
    var why = cause == Flip.Cause.EVENT && event == null ? Flip.Cause.KNOWN : cause;
    all.add(new Flip(customer, segment, entered, at, why, event));
  }

  List<Flip> all() {
    return all;
  }

  /// By how much a segment grew by her, who is a member of it or not in the end.
  int growth(Watch segment, boolean member) {
    return (member ? 1 : 0) - (wasIn.contains(segment) ? 1 : 0);
  }
}
