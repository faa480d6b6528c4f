package io.parley.demo.line;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/// Keeps the state of the simulated LINE: one thing at a time, written down before it is so.
@Component
@Conditional(DemoOn.class)
class LineHouse {
  private final LineJournal journal;
  private final InstantSource clock;
  private final DemoTime time;
  private final LineState state = new LineState();
  private final List<Consumer<LineFact>> followers = new CopyOnWriteArrayList<>();
  private final LineRates rates;
  private final LineFaults faults = new LineFaults();
  private final AtomicInteger preparing = new AtomicInteger();

  LineHouse(LineJournal journal, InstantSource clock, DemoTime time) {
    this.journal = journal;
    this.clock = clock;
    this.time = time;
    this.rates = new LineRates(clock);
    journal.all().forEach(state::apply);
  }

  /// Reads, or reads and then records, without anybody in between.
  synchronized <T> T with(Function<LineState, T> work) {
    return work.apply(state);
  }

  /// Writes down what happened and makes it so.
  synchronized void record(LineFact fact) {
    journal.append(fact);
    state.apply(fact);
    followers.forEach(follower -> follower.accept(fact));
  }

  /// Followers are told under the house's lock, so they only pass on.
  Runnable follow(Consumer<LineFact> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  LineRates rates() {
    return rates;
  }

  LineFaults faults() {
    return faults;
  }

  /// The next `requests` for media are answered "still preparing".
  void prepare(int requests) {
    preparing.set(requests);
  }

  boolean preparing() {
    return preparing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  LineJournal journal() {
    return journal;
  }

  /// When something happens to people here.
  Instant now() {
    return time.now();
  }

  /// What machines reckon by, whose keys do not end because a shop looks ahead.
  Instant wall() {
    return clock.instant();
  }
}
