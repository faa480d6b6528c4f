package io.parley.audience;

import io.parley.audience.condition.Condition;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Conditions that are being written: how many they hold of, who, and what they would have done.
@RestController
@RequestMapping("/api/v1/conditions")
class ConditionApi {
  private static final int MOST_DAYS = 366;
  private static final int ANYWAY_DAYS = 5;

  private final Counts counts;
  private final Backtests backtests;
  private final Conditions conditions;

  /// `exact` asks for the exact figure, which may take fifteen seconds.
  record CountForm(@Schema(implementation = Condition.class) @Nullable JsonNode condition, @Nullable Boolean exact) {}

  record SampleForm(@Schema(implementation = Condition.class) @Nullable JsonNode condition, @Nullable Integer limit) {}

  /// `days` is how many days to show, today last; `anywayDays` within how many an order counts as bought anyway.
  record BacktestForm(@Schema(implementation = Condition.class) @Nullable JsonNode condition, @Nullable Integer days,
      @Nullable Integer anywayDays) {}

  ConditionApi(Counts counts, Backtests backtests, Conditions conditions) {
    this.counts = counts;
    this.backtests = backtests;
    this.conditions = conditions;
  }

  @PostMapping("/count")
  Counts.Count count(Access access, @RequestBody CountForm form) {
    var condition = conditions.read(access.workspace(), form.condition);
    return counts.of(access.workspace(), condition, Boolean.TRUE.equals(form.exact));
  }

  @PostMapping("/sample")
  Page<Counts.Sampled> sample(Access access, @RequestBody SampleForm form) {
    return Page.all(counts.sample(access.workspace(), conditions.read(access.workspace(), form.condition),
        form.limit == null ? 10 : form.limit));
  }

  @PostMapping("/backtest")
  Backtests.Backtest backtest(Access access, @RequestBody BacktestForm form) {
    return backtests.of(access.workspace(), conditions.read(access.workspace(), form.condition),
        days(form.days, Backtests.PREVIEW_DAYS), days(form.anywayDays, ANYWAY_DAYS));
  }

  private static int days(@Nullable Integer asked, int otherwise) {
    if (asked != null && (asked < 1 || asked > MOST_DAYS)) {
      throw Problem.invalid("days", "天數要在 1 到 %d 之間".formatted(MOST_DAYS),
          "The number of days lies between 1 and %d".formatted(MOST_DAYS));
    }
    return asked == null ? otherwise : asked;
  }
}
