package io.parley.journey;

import io.parley.audience.TagHearing;
import io.parley.customer.Attachment;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.customer.TagId;
import io.parley.customer.Tags;
import io.parley.journey.flow.Keepsake;
import io.parley.journey.flow.Trigger;
import io.parley.platform.WorkspaceId;
import io.parley.timeline.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Who comes in by a tag: at once when a rule puts it on, by the fact that tells of it when a person or a file does.
@Component
class TagEntries implements TagHearing {
  private final Lives lives;
  private final Entering entering;
  private final Tags tags;
  private final Customers customers;

  TagEntries(Lives lives, Entering entering, Tags tags, Customers customers) {
    this.lives = lives;
    this.entering = entering;
    this.tags = tags;
    this.customers = customers;
  }

  @Override
  public void put(WorkspaceId workspace, List<Attachment> put) {
    var live = lives.of(workspace);
    var doors = doors(live);
    if (doors.isEmpty()) {
      return;
    }
    var names = tags.names(workspace);
    var candidates = new ArrayList<Candidate>();
    var identities = identities(workspace, put);
    for (var one : put) {
      var identity = one.on() == null ? identities.get(one.customer()) : one.on();
      if (identity != null) {
        candidates.addAll(candidates(doors, name(names, one.tag()), identity, one.customer(), one.since()));
      }
    }
    entering.enter(workspace, live, candidates);
  }

  private Map<CustomerId, IdentityId> identities(WorkspaceId workspace, List<Attachment> put) {
    var identities = new HashMap<CustomerId, IdentityId>();
    customers.identitiesOf(workspace, put.stream().map(Attachment::customer).distinct().toList())
        .forEach((identity, customer) -> identities.merge(customer, identity,
            (one, other) -> one.toString().compareTo(other.toString()) < 0 ? one : other));
    return identities;
  }

  /// Those whom a fact about a tag lets in.
  List<Candidate> of(Live live, Fact fact) {
    return candidates(doors(live), fact.body().path("text").asString(""), fact.identity(), fact.customer(), fact.at());
  }

  private static List<Live.Door> doors(Live live) {
    return live.doors().stream().filter(door -> door.flow().trigger() instanceof Trigger.Tagged).toList();
  }

  private static String name(Map<TagId, String> names, TagId tag) {
    return names.getOrDefault(tag, "");
  }

  private static List<Candidate> candidates(
      List<Live.Door> doors, String name, IdentityId identity, CustomerId customer, Instant at) {
    return doors.stream()
        .filter(door -> door.flow().trigger() instanceof Trigger.Tagged tagged
            && tagged.tag().strip().equalsIgnoreCase(name.strip()))
        .map(door -> new Candidate(door, identity, customer, at, at.toString(), Keepsake.none(at))).toList();
  }
}
