package io.parley.bench.crowd;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/// Made-up customers and a year of what they did, the same for the same seed. `sessions` tells them in the order of
/// time, so that one person's events lie scattered over the table as they would after a year, and not side by side.
public final class Crowd {
  /// Grows when other people come of the same seed, or other rows of the same people.
  public static final int EDITION = 1;
  static final int DAYS = 365;
  private static final int PERSON_BITS = 22;
  private static final int SESSION_BITS = 7;

  final long seed;
  final int people;
  final double eventsEach;
  final Instant end;

  public Crowd(long seed, int people, double eventsEach, Instant end) {
    this.seed = seed;
    this.people = people;
    this.eventsEach = eventsEach;
    this.end = end;
  }

  Person person(int number) {
    return new Person(seed, number, eventsEach);
  }

  /// `act` is shown every session, the earliest first.
  void sessions(Consumer<Session> act) {
    var starts = new long[people * 2];
    var count = 0;
    for (var number = 0; number < people; number++) {
      var person = person(number);
      for (var n = 0; n < Math.min(person.sessions, 1 << SESSION_BITS); n++) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 3 / 2);
        }
        starts[count++] = person.startsAt(n, DAYS) << (PERSON_BITS + SESSION_BITS) | (long) number << SESSION_BITS | n;
      }
    }
    Arrays.sort(starts, 0, count);
    var begin = end.minus(Duration.ofDays(DAYS)).toEpochMilli();
    for (var i = 0; i < count; i++) {
      var number = (int) (starts[i] >>> SESSION_BITS) & ((1 << PERSON_BITS) - 1);
      act.accept(new Session(person(number), (int) starts[i] & ((1 << SESSION_BITS) - 1),
          begin + (starts[i] >>> (PERSON_BITS + SESSION_BITS)) * 1000));
    }
  }

  record Session(Person person, int n, long startMillis) {
    java.util.List<Happening> happenings() {
      return Happening.session(person, n, startMillis);
    }
  }

  /// Writes them straight into the tables the fold would have filled. Returns the number of events.
  public long load(Connection database, int workspace) {
    try {
      return new CrowdLoad(this, database, workspace).run();
    } catch (SQLException | java.io.IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// The same as bodies of `POST /v1/batch`, in the order of the log.
  public void tell(Consumer<String> batch) {
    var some = new java.util.ArrayList<String>();
    sessions(session -> session.happenings().forEach(one -> {
      some.add(one.segment());
      if (some.size() == 100) {
        batch.accept("{\"batch\":[" + String.join(",", some) + "]}");
        some.clear();
      }
    }));
    if (!some.isEmpty()) {
      batch.accept("{\"batch\":[" + String.join(",", some) + "]}");
    }
  }
}
