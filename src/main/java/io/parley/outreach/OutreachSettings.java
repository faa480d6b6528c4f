package io.parley.outreach;

import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What the merchant set about writing to customers.
@Component
public final class OutreachSettings {
  private final Database database;
  private final JsonMapper json;

  /// @param quiet hours in which offers wait, in the customer's own time zone
  /// @param perDay how many offers one person gets within any 24 hours, over all channels
  /// @param reserve messages of the month that offers leave for answers and notices
  /// @param prices of one message by channel, in the workspace's currency
  /// @param boughtDays for how many days what somebody bought is not offered to her again
  /// @param holdoutPercent of all customers who get no offers at all, so that the others can be held against them
  /// @param askFirst channels on which an offer needs a yes; on the others it goes until she says no
  public record Rules(QuietHours quiet, int perDay, long reserve, Map<String, BigDecimal> prices, int boughtDays,
      BigDecimal holdoutPercent, Set<String> askFirst) {
    static final int MOST_PER_DAY = 20;
    static final int MOST_BOUGHT_DAYS = 730;

    /// One offer a day; adding the shop on LINE is a yes to its offers there, an e-mail address is not.
    public static final Rules USUAL = new Rules(QuietHours.USUAL, 1, 50,
        Map.of("line", new BigDecimal("0.2"), "email", new BigDecimal("0.05")), 30, BigDecimal.ZERO,
        Set.of("email", "sms"));

    public Rules {
      prices = Map.copyOf(prices);
      askFirst = Set.copyOf(askFirst);
    }

    Standing.Limits limits() {
      return new Standing.Limits(perDay, quiet, Duration.ofMinutes(5));
    }

    BigDecimal price(String channel) {
      return prices.getOrDefault(channel, BigDecimal.ZERO);
    }
  }

  /// As it is kept: flat, so that a field can be added.
  private record Kept(String quietFrom, String quietTo, int perDay, long reserve, Map<String, BigDecimal> prices,
      int boughtDays, BigDecimal holdoutPercent, Set<String> askFirst) {
    Rules rules() {
      return new Rules(new QuietHours(LocalTime.parse(quietFrom), LocalTime.parse(quietTo)), perDay, reserve, prices,
          boughtDays, holdoutPercent, askFirst);
    }
  }

  OutreachSettings(Database database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  public Rules of(WorkspaceId workspace) {
    return database.tenant(workspace, () -> database.sql().sql("""
        select value::text from outreach.setting where workspace_id = :workspace
        """)
        .param("workspace", workspace.value())
        .query(String.class)
        .optional())
        .map(text -> json.readValue(text, Kept.class).rules())
        .orElse(Rules.USUAL);
  }

  public void set(WorkspaceId workspace, Rules rules) {
    var kept = new Kept(rules.quiet.from().toString(), rules.quiet.to().toString(), rules.perDay, rules.reserve,
        rules.prices, rules.boughtDays, rules.holdoutPercent, rules.askFirst);
    database.tenant(workspace, () -> database.sql().sql("""
        insert into outreach.setting (workspace_id, value) values (:workspace, :value::jsonb)
        on conflict (workspace_id) do update set value = excluded.value
        """)
        .param("workspace", workspace.value())
        .param("value", json.writeValueAsString(kept))
        .update());
  }
}
