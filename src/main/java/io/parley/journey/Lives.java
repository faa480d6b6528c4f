package io.parley.journey;

import io.parley.journey.flow.Flow;
import io.parley.journey.flow.FlowReader;
import io.parley.journey.flow.FlowReader.Reading;
import io.parley.platform.WorkspaceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// What can be walked in each workspace, read anew only when something was published, paused or ended.
@Component
class Lives {
  private static final Logger LOG = LoggerFactory.getLogger(Lives.class);

  private final JourneyStore store;
  private final Map<WorkspaceId, Made> made = new ConcurrentHashMap<>();

  private record Made(long revision, Live live) {}

  Lives(JourneyStore store) {
    this.store = store;
  }

  /// In the running transaction.
  Live of(WorkspaceId workspace) {
    var revision = store.revision(workspace);
    var known = made.get(workspace);
    if (known == null || known.revision != revision) {
      known = new Made(revision, revision == 0 ? new Live(Map.of(), java.util.List.of()) : read(workspace));
      made.put(workspace, known);
    }
    return known.live;
  }

  /// Somebody walks what is not known here: it is read again next time.
  void forget(WorkspaceId workspace) {
    made.remove(workspace);
  }

  /// As it stands in the running transaction, which may yet be undone.
  Live read(WorkspaceId workspace) {
    var flows = new HashMap<Live.Path, Flow>();
    store.walked(workspace).forEach(version -> {
      switch (FlowReader.read(version.definition())) {
        case Reading.Whole whole -> flows.put(new Live.Path(version.journey(), version.number()), whole.flow());
        case Reading.Broken broken -> LOG.error("Version {} of journey {} cannot be read any more: {}",
            version.number(), version.journey(), broken.amiss());
      }
    });
    var doors = new ArrayList<Live.Door>();
    store.all(workspace).forEach(journey -> {
      var version = journey.version();
      var since = journey.liveSince();
      if (journey.state() == Journey.State.LIVE && version != null && since != null) {
        var path = new Live.Path(journey.id(), version);
        var flow = flows.get(path);
        if (flow != null) {
          doors.add(new Live.Door(path, flow, since));
        }
      }
    });
    return new Live(flows, doors);
  }
}
