package io.parley.journey;

import io.parley.journey.flow.Amiss;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@RestController
@RequestMapping("/api/v1/journeys")
class JourneyApi {
  private static final Duration SUMMED = Duration.ofDays(30);

  private final Journeys journeys;
  private final ViewStore views;
  private final Database database;
  private final Clocks clocks;

  /// A journey in the list, with what it came to in the last 30 days.
  record JourneyLine(JourneyId id, String name, String state, @Nullable Integer version, @Nullable String recipe,
      String trigger, boolean drawn, long open, long entered, long goals, BigDecimal worth, Instant changedAt) {}

  /// A journey as it is drawn. `amiss` is what keeps it from being published, `edition` what it is drawn upon.
  record JourneyView(JourneyId id, String name, String state, @Nullable Integer version, @Nullable String recipe,
      JsonNode draft, int edition, List<Amiss> amiss, List<VersionLine> versions, @Nullable Instant liveSince,
      Instant createdAt, Instant changedAt) {}

  /// `open` are those who are on the way through this version.
  record VersionLine(int number, JsonNode definition, Instant publishedAt) {}

  record JourneyForm(@Nullable String name, @Nullable JsonNode draft, @Nullable Integer edition,
      @Nullable String recipe) {}

  JourneyApi(Journeys journeys, ViewStore views, Database database, Clocks clocks) {
    this.journeys = journeys;
    this.views = views;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping
  Page<JourneyLine> all(Access access) {
    var workspace = access.workspace();
    var since = clocks.now(workspace).minus(SUMMED);
    var sums = database.tenant(workspace, () -> views.sums(workspace, since));
    return Page.all(journeys.all(workspace).stream().map(journey -> {
      var sum = sums.getOrDefault(journey.id(), ViewStore.Sums.NONE);
      return new JourneyLine(journey.id(), journey.name(), journey.state().word(), journey.version(),
          journey.recipe(), journey.draft().path("trigger").path("kind").asString(""), journey.version() == null,
          sum.open(), sum.entered(), sum.goals(), sum.worth(), journey.changedAt());
    }).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  JourneyView draft(Access access, @RequestBody JourneyForm form) {
    var draft = form.draft == null ? JsonNodeFactory.instance.objectNode() : form.draft;
    return view(access, journeys.draft(access.workspace(), name(form), draft, form.recipe));
  }

  @GetMapping("/{id}")
  JourneyView get(Access access, @PathVariable UUID id) {
    return view(access, new JourneyId(id));
  }

  @PutMapping("/{id}")
  JourneyView draw(Access access, @PathVariable UUID id, @RequestBody JourneyForm form) {
    var known = journeys.get(access.workspace(), new JourneyId(id)).orElseThrow(Problem::notFound);
    if (form.draft == null || form.edition == null) {
      throw Problem.invalid("draft", "少了 draft 或 edition", "A draft and its edition are needed");
    }
    journeys.draw(access.workspace(), known.id(), name(form), form.draft, form.edition);
    return view(access, known.id());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    journeys.delete(access.workspace(), new JourneyId(id));
  }

  /// What would keep this from being published, and where.
  @PostMapping("/check")
  Page<Amiss> check(Access access, @RequestBody JourneyForm form) {
    var draft = form.draft == null ? JsonNodeFactory.instance.objectNode() : form.draft;
    return Page.all(journeys.amiss(access.workspace(), draft));
  }

  @PostMapping("/{id}/publish")
  JourneyView publish(Access access, @PathVariable UUID id) {
    journeys.publish(access.workspace(), new JourneyId(id), access.member());
    return view(access, new JourneyId(id));
  }

  @PostMapping("/{id}/pause")
  JourneyView pause(Access access, @PathVariable UUID id) {
    journeys.pause(access.workspace(), new JourneyId(id));
    return view(access, new JourneyId(id));
  }

  @PostMapping("/{id}/resume")
  JourneyView resume(Access access, @PathVariable UUID id) {
    journeys.resume(access.workspace(), new JourneyId(id));
    return view(access, new JourneyId(id));
  }

  @PostMapping("/{id}/end")
  JourneyView end(Access access, @PathVariable UUID id) {
    journeys.end(access.workspace(), new JourneyId(id));
    return view(access, new JourneyId(id));
  }

  private JourneyView view(Access access, JourneyId id) {
    var workspace = access.workspace();
    var journey = journeys.get(workspace, id).orElseThrow(Problem::notFound);
    var versions = journeys.versions(workspace, id).stream()
        .map(version -> new VersionLine(version.number(), version.definition(), version.publishedAt())).toList();
    return new JourneyView(journey.id(), journey.name(), journey.state().word(), journey.version(), journey.recipe(),
        journey.draft(), journey.edition(), journeys.amiss(workspace, journey.draft()), versions,
        journey.liveSince(), journey.createdAt(), journey.changedAt());
  }

  private static String name(JourneyForm form) {
    var name = form.name == null ? "" : form.name.strip();
    if (name.isEmpty() || name.codePointCount(0, name.length()) > Journey.MOST_NAME_CHARACTERS) {
      throw Problem.invalid("name", "旅程名稱要有 1 到 %d 個字".formatted(Journey.MOST_NAME_CHARACTERS),
          "The name of a journey has 1 to %d characters".formatted(Journey.MOST_NAME_CHARACTERS));
    }
    return name;
  }
}
