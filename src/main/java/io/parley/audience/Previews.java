package io.parley.audience;

import io.parley.audience.condition.Address;
import io.parley.customer.CustomerId;
import io.parley.customer.CustomerRef;
import io.parley.customer.Customers;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Tries conditions on the past without tagging anybody.
@Component
class Previews {
  private static final int DAYS = 30;
  private static final int PEOPLE = 10;

  private final History history;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  private record Candidate(CustomerId customer, int times, Instant lastAt, Instant rank) {}

  Previews(History history, Customers customers, Workspaces workspaces, Database database, Clocks clocks) {
    this.history = history;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  Preview of(WorkspaceId workspace, Condition.Visited condition) {
    var tally = new Tally(condition, clocks.now(workspace), workspaces.get(workspace).timeZone());
    return database.tenant(workspace, () -> {
      history.visits(workspace, Address.part(condition.contains()), tally::count);
      var sample = tally.sample.latest();
      var nearly = tally.nearly.latest();
      var names = customers.names(workspace,
          Stream.concat(sample.stream(), nearly.stream()).map(Candidate::customer).toList());
      return new Preview(tally.customers, history.customers(workspace), named(sample, names), named(nearly, names),
          tally.days());
    });
  }

  private static List<Preview.Match> named(List<Candidate> candidates, Map<CustomerId, CustomerRef> names) {
    return candidates.stream().map(candidate -> {
      var known = names.get(candidate.customer());
      return new Preview.Match(candidate.customer(), known == null ? null : known.name(), candidate.times(),
          candidate.lastAt());
    }).toList();
  }

  /// What is counted while the past goes by, one customer after the other.
  private static final class Tally {
    private final Condition.Visited condition;
    private final Instant now;
    private final ZoneId zone;
    private final Top sample = new Top();
    private final Top nearly = new Top();
    private final Map<LocalDate, Integer> byDay = new HashMap<>();
    private int customers;

    Tally(Condition.Visited condition, Instant now, ZoneId zone) {
      this.condition = condition;
      this.now = now;
      this.zone = zone;
    }

    void count(CustomerId customer, List<Visit> visits) {
      var last = visits.getLast().at();
      condition.first(visits).ifPresentOrElse(verdict -> {
        customers++;
        var completed = verdict.last().at();
        byDay.merge(LocalDate.ofInstant(completed, zone), 1, Integer::sum);
        sample.add(new Candidate(customer, visits.size(), last, completed));
      }, () -> {
        var inside = condition.asOf(now, visits).evidence().size();
        if (inside == condition.times() - 1) {
          nearly.add(new Candidate(customer, inside, last, last));
        }
      });
    }

    List<Preview.PreviewDay> days() {
      var today = LocalDate.ofInstant(now, zone);
      return today.minusDays(DAYS - 1L).datesUntil(today.plusDays(1))
          .map(day -> new Preview.PreviewDay(day, byDay.getOrDefault(day, 0)))
          .toList();
    }
  }

  /// The few with the latest rank, whatever many go by.
  private static final class Top {
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>(Comparator.comparing(Candidate::rank));

    void add(Candidate candidate) {
      queue.add(candidate);
      if (queue.size() > PEOPLE) {
        queue.remove();
      }
    }

    List<Candidate> latest() {
      var latest = new ArrayList<>(queue);
      latest.sort(Comparator.comparing(Candidate::rank).reversed());
      return latest;
    }
  }
}
