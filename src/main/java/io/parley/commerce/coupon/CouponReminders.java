package io.parley.commerce.coupon;

import io.parley.platform.Clockwork;
import io.parley.platform.Database;
import io.parley.platform.Due;
import io.parley.platform.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Tells of codes that end soon, at the instant their coupon says: the timeline, and whoever reminds people.
@Component
class CouponReminders implements Due {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 200;

  private final CodeStore codes;
  private final Coupons coupons;
  private final CouponStore store;
  private final CouponTelling telling;
  private final ObjectProvider<CouponEnding> endings;
  private final Database database;

  CouponReminders(CodeStore codes, Coupons coupons, CouponStore store, CouponTelling telling,
      ObjectProvider<CouponEnding> endings, Database database, Clockwork clockwork) {
    this.codes = codes;
    this.coupons = coupons;
    this.store = store;
    this.telling = telling;
    this.endings = endings;
    this.database = database;
    clockwork.add("coupons end", POLL, codes::waiting, this);
  }

  @Override
  public Optional<Instant> next(WorkspaceId workspace) {
    return database.engine(() -> codes.nextReminder(workspace));
  }

  @Override
  public boolean pass(WorkspaceId workspace, Instant now) {
    return database.engine(() -> {
      var due = codes.remind(workspace, now, AT_ONCE);
      List<CouponEnding.Held> held = due.stream().map(one -> {
        var coupon = store.byId(workspace, one.coupon()).orElseThrow();
        var code = coupons.code(workspace, coupon, one.code(), one.expiresAt());
        telling.expiring(workspace, one.identity(), code, one.at());
        return new CouponEnding.Held(one.identity(), code, "coupon-" + one.coupon() + "-" + one.key(), one.at());
      }).toList();
      if (!held.isEmpty()) {
        endings.forEach(ending -> ending.ending(workspace, held));
      }
      return due.size() == AT_ONCE;
    });
  }
}
