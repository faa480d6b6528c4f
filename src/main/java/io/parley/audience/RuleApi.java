package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.customer.TagId;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Locale;
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

@RestController
@RequestMapping("/api/v1/rules")
class RuleApi {
  private final Rules rules;
  private final Backtests backtests;
  private final Beginnings beginnings;

  record Trialled(@Schema(implementation = Condition.class) @Nullable JsonNode condition) {}

  record RuleTag(TagId id, String name) {}

  record RuleView(
      RuleId id,
      String name,
      RuleTag tag,
      Condition condition,
      @Nullable Integer expiresDays,
      String state,
      int customers,
      @Nullable Filling filling,
      @Nullable Instant liveSince,
      Instant createdAt) {
    static RuleView of(Rules.Listed listed) {
      var rule = listed.rule();
      return new RuleView(rule.id(), rule.name(), new RuleTag(rule.tag(), listed.tagName()), rule.condition(),
          rule.expiresDays(), rule.state().name().toLowerCase(Locale.ROOT), listed.customers(), listed.filling(),
          rule.liveSince(), rule.createdAt());
    }
  }

  RuleApi(Rules rules, Backtests backtests, Beginnings beginnings) {
    this.rules = rules;
    this.backtests = backtests;
    this.beginnings = beginnings;
  }

  @GetMapping
  Page<RuleView> all(Access access) {
    return Page.all(rules.all(access.workspace()).stream().map(RuleView::of).toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  RuleView draft(Access access, @RequestBody RuleForm form) {
    return RuleView.of(rules.draft(access.workspace(), form.draft()));
  }

  @GetMapping("/{id}")
  RuleView get(Access access, @PathVariable UUID id) {
    return RuleView.of(rules.get(access.workspace(), new RuleId(id)).orElseThrow(Problem::notFound));
  }

  @PutMapping("/{id}")
  RuleView change(Access access, @PathVariable UUID id, @RequestBody RuleForm form) {
    var draft = form.draft();
    return RuleView.of(rules.change(access.workspace(), new RuleId(id), draft).orElseThrow(Problem::notFound));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(Access access, @PathVariable UUID id) {
    if (!rules.delete(access.workspace(), new RuleId(id))) {
      throw Problem.notFound();
    }
  }

  @PostMapping("/{id}/live")
  RuleView live(Access access, @PathVariable UUID id) {
    return RuleView.of(rules.live(access.workspace(), new RuleId(id)).orElseThrow(Problem::notFound));
  }

  @PostMapping("/{id}/pause")
  RuleView pause(Access access, @PathVariable UUID id) {
    return RuleView.of(rules.pause(access.workspace(), new RuleId(id)).orElseThrow(Problem::notFound));
  }

  @PostMapping("/preview")
  Preview preview(Access access, @RequestBody Trialled form) {
    var condition = ConditionReader.read(form.condition);
    beginnings.check(access.workspace(), condition);
    return backtests.preview(access.workspace(), condition);
  }
}
