package io.parley.experiment;

import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Who gets which variant, and what that changed. Every method joins the running transaction, or runs in one of its
/// own.
@Component
public final class Experiments {
  private final ExperimentStore store;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  Experiments(ExperimentStore store, Workspaces workspaces, Database database, Clocks clocks) {
    this.store = store;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  /// The same id again changes nothing.
  public void begin(WorkspaceId workspace, Experiment experiment) {
    database.tenant(workspace, () -> store.insert(workspace, experiment));
  }

  public Optional<Experiment> get(WorkspaceId workspace, ExperimentId id) {
    return database.tenant(workspace, () -> store.get(workspace, id));
  }

  /// The arm of each of these: the one that any identity of the same person was exposed to first, else the one that
  /// falls to her by lot, always the same. Whoever is nobody's identity is left out.
  public Map<IdentityId, Integer> arms(WorkspaceId workspace, ExperimentId id, Collection<IdentityId> identities) {
    return database.tenant(workspace, () -> {
      var experiment = store.get(workspace, id).orElseThrow(Problem::notFound);
      var arms = new HashMap<IdentityId, Integer>();
      for (var one : store.standing(workspace, id, identities)) {
        arms.put(one.identity(), one.arm() == null ? experiment.lot(one.customer()) : one.arm());
      }
      return arms;
    });
  }

  /// The arm of one who meets it at once.
  public int meet(WorkspaceId workspace, ExperimentId id, IdentityId identity) {
    return database.tenant(workspace, () -> {
      var arm = Optional.ofNullable(arms(workspace, id, List.of(identity)).get(identity))
          .orElseThrow(Problem::notFound);
      store.expose(workspace, id, List.of(new Exposure(identity, arm, clocks.now(workspace))));
      return arm;
    });
  }

  /// From now on they stay in their arm, and what they buy counts. The first exposure of an identity stays.
  public void exposed(WorkspaceId workspace, ExperimentId id, Collection<Exposure> exposures) {
    if (!exposures.isEmpty()) {
      database.tenant(workspace, () -> store.expose(workspace, id, exposures));
    }
  }

  public Result result(WorkspaceId workspace, ExperimentId id) {
    var currency = workspaces.get(workspace).currency();
    var now = clocks.now(workspace);
    return database.tenant(workspace, () -> {
      var experiment = store.get(workspace, id).orElseThrow(Problem::notFound);
      var counted = store.counted(workspace, experiment, currency);
      var arms = new ArrayList<Arm>();
      arms.add(Arm.empty("holdout"));
      experiment.variants().forEach(name -> arms.add(Arm.empty(name)));
      for (var each : counted) {
        if (each.arm() < arms.size()) {
          arms.set(each.arm(), arm(arms.get(each.arm()).name(), each));
        }
      }
      var until = counted.stream().map(ExperimentStore.Counted::last).filter(Objects::nonNull)
          .max(Comparator.naturalOrder()).map(last -> last.plus(experiment.within())).orElse(null);
      var torn = counted.stream().mapToLong(ExperimentStore.Counted::torn).sum();
      return Result.of(experiment, arms, new Result.Outlook(torn, until != null && until.isBefore(now), until));
    });
  }

  private static Arm arm(String name, ExperimentStore.Counted counted) {
    return new Arm(name, counted.buyers(),
        new Tally(counted.people(), counted.revenue().sum(), counted.revenue().squares()),
        new Tally(counted.people(), counted.orders().sum(), counted.orders().squares()));
  }
}
