package io.parley.journey;

import io.parley.experiment.ArmLine;
import io.parley.experiment.Result;
import io.parley.experiment.VerdictLine;
import io.parley.experiment.WorthLine;
import io.parley.journey.flow.Flow;
import io.parley.journey.flow.FlowReader;
import io.parley.journey.flow.FlowReader.Reading;
import io.parley.journey.flow.Step;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Access;
import io.parley.workspace.Workspaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What came of the questions of journeys: of the version that people enter now.
@RestController
class Results {
  private final Journeys journeys;
  private final Questions questions;
  private final Workspaces workspaces;

  Results(Journeys journeys, Questions questions, Workspaces workspaces) {
    this.journeys = journeys;
    this.questions = questions;
    this.workspaces = workspaces;
  }

  /// The journey beside its control group, and each split, as far as anybody came there.
  @GetMapping("/api/v1/journeys/{id}/results")
  Page<JourneyResult> results(Access access, @PathVariable UUID id) {
    var workspace = access.workspace();
    var journey = journeys.get(workspace, new JourneyId(id)).orElseThrow(Problem::notFound);
    var found = new ArrayList<>(ofControl(workspace, journey.id()).stream().toList());
    flow(workspace, journey.id()).ifPresent(flow -> flow.steps().values().forEach(step -> {
      if (step instanceof Step.Split split) {
        questions.ofSplit(workspace, journey.id(), split)
            .ifPresent(result -> found.add(of(workspace, journey.id(), split.id(), result)));
      }
    }));
    return Page.all(found);
  }

  Optional<JourneyResult> ofControl(WorkspaceId workspace, JourneyId journey) {
    return flow(workspace, journey).flatMap(flow -> questions.ofControl(workspace, journey, flow))
        .map(result -> of(workspace, journey, null, result));
  }

  private Optional<Flow> flow(WorkspaceId workspace, JourneyId id) {
    var now = journeys.get(workspace, id).map(Journey::version).orElse(null);
    return journeys.versions(workspace, id).stream().filter(one -> Integer.valueOf(one.number()).equals(now))
        .findFirst().flatMap(version -> FlowReader.read(version.definition()) instanceof Reading.Whole whole
            ? Optional.of(whole.flow()) : Optional.empty());
  }

  private JourneyResult of(WorkspaceId workspace, JourneyId journey, @Nullable String step, Result result) {
    var arms = result.variants().stream().map(arm -> new JourneyResult.NamedArm(arm.name(), ArmLine.of(arm))).toList();
    return new JourneyResult(journey, step, arms, step == null ? ArmLine.of(result.heldOut()) : null,
        List.copyOf(result.verdicts().stream().map(VerdictLine::of).toList()),
        result.all() == null ? null : WorthLine.of(result.all()), result.torn(), result.over(), result.until(),
        (int) Questions.WITHIN.toDays(), workspaces.get(workspace).currency());
  }
}
