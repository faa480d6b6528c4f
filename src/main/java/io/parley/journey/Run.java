package io.parley.journey;

import io.parley.customer.CustomerId;
import io.parley.customer.IdentityId;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Somebody on the way through one version of a journey, as she is moved in one transaction. `customer` is whom the
/// identity that entered belongs to now.
final class Run {
  private final RunId id;
  private final Live.Path path;
  private final IdentityId identity;
  private final CustomerId customer;
  private final Entered entered;
  private final List<Passage> passages = new ArrayList<>();
  private Place place;
  private Keepsake kept;
  private @Nullable End end;
  private boolean cut;

  /// How she came in.
  record Entered(String key, Instant at, boolean heldOut, boolean trial) {}

  /// Where she is, since when, how many steps are behind her, and until when she stays.
  record Place(String step, int hop, Instant since, @Nullable Instant due) {}

  /// A step that is behind her.
  record Passage(String step, int hop, String way, Instant arrived, Instant left) {}

  record End(Outcome outcome, Instant at, @Nullable BigDecimal worth) {}

  Run(RunId id, Live.Path path, IdentityId identity, CustomerId customer, Entered entered, Place place,
      Keepsake kept) {
    this.id = id;
    this.path = path;
    this.identity = identity;
    this.customer = customer;
    this.entered = entered;
    this.place = place;
    this.kept = kept;
  }

  RunId id() {
    return id;
  }

  Live.Path path() {
    return path;
  }

  IdentityId identity() {
    return identity;
  }

  CustomerId customer() {
    return customer;
  }

  Entered entered() {
    return entered;
  }

  Place place() {
    return place;
  }

  Keepsake kept() {
    return kept;
  }

  @Nullable End end() {
    return end;
  }

  boolean open() {
    return end == null;
  }

  /// The steps she left since she was read.
  List<Passage> passages() {
    return passages;
  }

  /// She stays where she is.
  void stay(@Nullable Instant until) {
    place = new Place(place.step, place.hop, place.since, until);
  }

  void leave(String way, String next, Instant at) {
    passages.add(new Passage(place.step, place.hop, way, place.since, at));
    place = new Place(next, place.hop + 1, at, null);
  }

  /// The way ends here, however it ended.
  void end(Outcome outcome, Instant at, @Nullable BigDecimal worth) {
    passages.add(new Passage(place.step, place.hop, outcome.word(), place.since, at));
    place = new Place(place.step, place.hop, place.since, null);
    end = new End(outcome, at, worth);
  }

  /// Something from outside ends the way: what it had planned to say is not said any more.
  void cut(Outcome outcome, Instant at, @Nullable BigDecimal worth) {
    end(outcome, at, worth);
    cut = true;
  }

  boolean cutShort() {
    return cut;
  }

  void keep(Keepsake more) {
    kept = more;
  }
}
