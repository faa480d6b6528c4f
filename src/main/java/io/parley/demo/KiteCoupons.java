package io.parley.demo;

import io.parley.commerce.Orders;
import io.parley.commerce.coupon.Basket;
import io.parley.commerce.coupon.Benefit;
import io.parley.commerce.coupon.Coupon;
import io.parley.commerce.coupon.CouponDesk;
import io.parley.commerce.coupon.Coupons;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.Identity;
import io.parley.platform.Clocks;
import io.parley.workspace.Workspace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The coupons Kite has, and who of its customers got the one for coming back.
@Component
class KiteCoupons {
  private static final int HOLDERS = 60;
  private static final int USED_EVERY = 3;
  private static final int MOST_BUYERS = 5_000;
  private static final String THANKS = "回來逛逛禮";

  private final CouponDesk desk;
  private final Coupons coupons;
  private final Customers customers;
  private final Orders orders;
  private final Clocks clocks;

  KiteCoupons(CouponDesk desk, Coupons coupons, Customers customers, Orders orders, Clocks clocks) {
    this.desk = desk;
    this.coupons = coupons;
    this.customers = customers;
    this.orders = orders;
    this.clocks = clocks;
  }

  void print(Workspace kite) {
    make(kite, "新朋友 9 折", new Benefit.Percent(10, amount(200)), null, 1, 14);
    make(kite, "加購收納袋", new Benefit.AddOn("travel-pouch-trio", amount(999)), "POUCH999", 1, null);
    make(kite, "雙 11 返場免運", new Benefit.Shipping(), "FREESHIP", 3, null);
    make(kite, "滿千折百", new Benefit.Threshold(amount(1_000), amount(100)), "KITE1000", 2, null);
    make(kite, THANKS, new Benefit.Amount(amount(150)), null, 1, 30);
  }

  private void make(Workspace kite, String name, Benefit benefit, @Nullable String shared, int perPerson,
      @Nullable Integer days) {
    var now = clocks.now(kite.id());
    var limits = new Coupon.Limits(perPerson, shared == null ? null : 500, amount(30_000));
    var end = shared == null ? null : now.plus(Duration.ofDays(30));
    desk.make(kite.id(), name, benefit,
        new CouponDesk.Terms(shared, limits, new Coupon.Validity(now, end, days, days == null ? null : 3)));
  }

  /// Buyers of the month hold one; every third used it with her last order. Told again it changes nothing.
  void give(Workspace kite) {
    var thanks = coupons.all(kite.id()).stream().filter(one -> one.name().equals(THANKS)).findFirst();
    if (thanks.isEmpty()) {
      return;
    }
    var buyers = customers.buyers(kite.id(), MOST_BUYERS, count -> count > 0).stream().flatMap(all -> all.stream())
        .sorted(Comparator.comparing(CustomerId::toString)).limit(HOLDERS).toList();
    for (var n = 0; n < buyers.size(); n++) {
      give(kite, thanks.get(), buyers.get(n), n % USED_EVERY == 0);
    }
  }

  private void give(Workspace kite, Coupon thanks, CustomerId buyer, boolean used) {
    var holder = customers.identities(kite.id(), buyer).stream().min(Comparator.comparing(Identity::linkedAt));
    holder.map(Identity::id).ifPresent(
        identity -> coupons.issue(kite.id(), thanks.id(), identity, "kite-" + identity.value()).ifPresent(code -> {
          var order = orders.latest(kite.id(), buyer, 1).stream().findFirst();
          if (used && order.isPresent()) {
            var basket = new Basket(order.get().amounts().total(), BigDecimal.ZERO, List.of());
            coupons.redeem(kite.id(), code.text(), order.get().key(), basket, identity);
          }
        }));
  }

  private static BigDecimal amount(int amount) {
    return BigDecimal.valueOf(amount);
  }
}
