package io.parley.journey;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.parley.customer.IdentityId;
import io.parley.experiment.Experiment;
import io.parley.experiment.ExperimentId;
import io.parley.experiment.Experiments;
import io.parley.experiment.Exposure;
import io.parley.experiment.Result;
import io.parley.journey.flow.Flow;
import io.parley.journey.flow.Step;
import io.parley.platform.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What a journey tries out on people, as experiments: its control group beside those who are sent something, and the
/// arms of each split. The same question asked by a later version is the same experiment; with other shares it is
/// another one. In the running transaction.
@Component
class Questions {
  /// How long after her exposure what somebody buys counts.
  static final Duration WITHIN = Duration.ofDays(7);
  private static final double A_HUNDRED = 100;

  private final Experiments experiments;

  /// Who comes in, and by which way.
  record Comer(Live.Path path, IdentityId identity) {
    static Comer of(Candidate candidate) {
      return new Comer(candidate.door().path(), candidate.identity());
    }
  }

  private record Asked(JourneyId journey, Step.Split split) {}

  Questions(Experiments experiments) {
    this.experiments = experiments;
  }

  /// What a flow asks begins when it is published, so that those who come first do not wait for each other.
  void begin(WorkspaceId workspace, JourneyId journey, Flow flow, Instant at) {
    if (flow.holdout() > 0) {
      experiments.begin(workspace, control(journey, flow, at));
    }
    flow.steps().values().forEach(step -> {
      if (step instanceof Step.Split split) {
        experiments.begin(workspace, split(journey, split, at));
      }
    });
  }

  /// Of those who come in now, who goes the way and is sent nothing. Whoever was counted once stays as she was.
  Set<Comer> heldOut(WorkspaceId workspace, Collection<Candidate> comers) {
    var out = new HashSet<Comer>();
    comers.stream().filter(one -> one.door().flow().holdout() > 0).collect(groupingBy(one -> one.door().path()))
        .forEach((path, some) -> {
          var first = some.getFirst();
          var arms = arms(workspace, control(path.journey(), first.door().flow(), first.at()),
              some.stream().map(Candidate::identity).collect(toSet()));
          arms.forEach((identity, arm) -> {
            if (arm == Experiment.HELD_OUT) {
              out.add(new Comer(path, identity));
            }
          });
        });
    return out;
  }

  /// These came to a step that says something: from now on what they buy counts, whether they are told it or not.
  void told(WorkspaceId workspace, Live live, Collection<Run> runs) {
    runs.stream().filter(run -> !run.entered().trial() && live.flow(run.path()).holdout() > 0)
        .collect(groupingBy(Run::path)).forEach((path, some) -> {
          var question = control(path.journey(), live.flow(path), some.getFirst().place().since());
          experiments.begin(workspace, question);
          experiments.exposed(workspace, question.id(), some.stream().map(run -> new Exposure(run.identity(),
              run.entered().heldOut() ? Experiment.HELD_OUT : 1, run.place().since())).toList());
        });
  }

  /// Which arm of the split they are at is whose, from 0. Who is sent nothing is in no comparison of arms, and a trial
  /// is none.
  Map<RunId, Integer> drawn(WorkspaceId workspace, Live live, Collection<Run> runs) {
    var drawn = new HashMap<RunId, Integer>();
    runs.stream().filter(run -> Walking.step(live, run) instanceof Step.Split)
        .collect(groupingBy(run -> new Asked(run.path().journey(), (Step.Split) Walking.step(live, run))))
        .forEach((asked, some) -> draw(workspace, asked, some, drawn));
    return drawn;
  }

  private void draw(WorkspaceId workspace, Asked asked, List<Run> runs, Map<RunId, Integer> drawn) {
    var question = split(asked.journey, asked.split, runs.getFirst().place().since());
    var real = new ArrayList<Run>();
    for (var run : runs) {
      if (run.entered().trial()) {
        drawn.put(run.id(), question.lot(run.customer().value()) - 1);
      } else {
        real.add(run);
      }
    }
    if (real.isEmpty()) {
      return;
    }
    var arms = arms(workspace, question, real.stream().map(Run::identity).collect(toSet()));
    var exposures = new ArrayList<Exposure>();
    for (var run : real) {
      var arm = Optional.ofNullable(arms.get(run.identity())).orElseGet(() -> question.lot(run.customer().value()));
      drawn.put(run.id(), arm - 1);
      if (!run.entered().heldOut()) {
        exposures.add(new Exposure(run.identity(), arm, run.place().since()));
      }
    }
    experiments.exposed(workspace, question.id(), exposures);
  }

  private Map<IdentityId, Integer> arms(WorkspaceId workspace, Experiment question, Set<IdentityId> identities) {
    experiments.begin(workspace, question);
    return experiments.arms(workspace, question.id(), identities);
  }

  /// What came of the control group of a flow; nothing if it has none, or nobody has come so far.
  Optional<Result> ofControl(WorkspaceId workspace, JourneyId journey, Flow flow) {
    return flow.holdout() == 0 ? Optional.empty()
        : result(workspace, control(journey, flow, Instant.EPOCH).id());
  }

  /// What came of a split; nothing if nobody has come so far.
  Optional<Result> ofSplit(WorkspaceId workspace, JourneyId journey, Step.Split split) {
    return result(workspace, split(journey, split, Instant.EPOCH).id());
  }

  private Optional<Result> result(WorkspaceId workspace, ExperimentId id) {
    return experiments.get(workspace, id).map(_ -> experiments.result(workspace, id));
  }

  private static Experiment control(JourneyId journey, Flow flow, Instant at) {
    return new Experiment(id(journey + "/control/" + flow.holdout()), "control", List.of("journey"), List.of(1.0),
        flow.holdout() / A_HUNDRED, WITHIN, at);
  }

  private static Experiment split(JourneyId journey, Step.Split split, Instant at) {
    return new Experiment(id(journey + "/" + split.id() + "/" + split.arms()), "split",
        split.arms().stream().map(Step.Arm::way).toList(),
        split.arms().stream().map(arm -> (double) arm.percent()).toList(), 0, WITHIN, at);
  }

  private static ExperimentId id(String name) {
    return new ExperimentId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }
}
