package io.parley.commerce.coupon;

import io.parley.commerce.Catalogue;
import io.parley.commerce.Order;
import io.parley.commerce.Product;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.WorkspaceId;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Money off: given to somebody, asked for at a checkout, taken once.
@Component
public final class Coupons {
  static final int MOST_TRIES = 20;

  private final CouponStore store;
  private final CodeStore codes;
  private final RedemptionStore redemptions;
  private final CouponTelling telling;
  private final Catalogue catalogue;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  Coupons(CouponStore store, CodeStore codes, RedemptionStore redemptions, CouponTelling telling, Catalogue catalogue,
      Customers customers, Workspaces workspaces, Database database, Clocks clocks) {
    this.store = store;
    this.codes = codes;
    this.redemptions = redemptions;
    this.telling = telling;
    this.catalogue = catalogue;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  /// All of them, the latest first.
  public List<Coupon> all(WorkspaceId workspace) {
    return database.tenant(workspace,
        () -> store.lines(workspace, null, CouponApi.MOST).stream().map(CouponStore.Line::coupon).toList());
  }

  /// A code for this identity. The same key again is the same code, whoever asks and however often; empty if the coupon
  /// is not live. It joins the running transaction and is undone with it.
  public Optional<Code> issue(WorkspaceId workspace, CouponId id, IdentityId identity, String key) {
    return database.tenant(workspace, () -> store.byId(workspace, id).flatMap(coupon -> {
      var now = clocks.now(workspace);
      var known = codes.issued(workspace, id, key);
      if (known.isPresent()) {
        return known.map(issue -> code(workspace, coupon, issue.text(), issue.expiresAt()));
      }
      if (!coupon.live(now)) {
        return Optional.empty();
      }
      if (codes.claim(workspace, coupon, identity, key, now)) {
        var code = take(workspace, coupon, now);
        codes.give(workspace, id, key, code);
        var issue = codes.issued(workspace, id, key).orElseThrow();
        telling.issued(workspace, identity, coupon, issue, now);
        return Optional.of(code(workspace, coupon, issue.text(), issue.expiresAt()));
      }
      return codes.issued(workspace, id, key).map(issue -> code(workspace, coupon, issue.text(), issue.expiresAt()));
    }));
  }

  /// Codes the merchant brought go first; when they are used up, one is made.
  private UUID take(WorkspaceId workspace, Coupon coupon, Instant now) {
    var shared = coupon.sharedCode();
    if (shared != null) {
      return codes.byText(workspace, shared).orElseThrow().id();
    }
    for (var n = 0; n < MOST_TRIES; n++) {
      var free = codes.take(workspace, coupon.id());
      if (free.isPresent()) {
        return free.get();
      }
      codes.add(workspace, coupon.id(), List.of(Code.fresh()), false, now);
    }
    throw new IllegalStateException("No code could be made for coupon " + coupon.id());
  }

  /// What a code would take off, without taking it.
  public Redeeming check(WorkspaceId workspace, String typed, Basket basket, @Nullable IdentityId who) {
    return database.tenant(workspace, () -> {
      var code = codes.byText(workspace, Code.plain(typed));
      return code.isEmpty() ? new Redeeming.Unknown()
          : weigh(workspace, code.get(), store.byId(workspace, code.get().coupon()).orElseThrow(), basket, who);
    });
  }

  /// Takes a code for an order, once. The same code for the same order again is the same answer.
  public Redeeming redeem(
      WorkspaceId workspace, String typed, Order.Key order, Basket basket, @Nullable IdentityId who) {
    return database.tenant(workspace, () -> {
      var code = codes.byText(workspace, Code.plain(typed));
      return code.isEmpty() ? new Redeeming.Unknown() : take(workspace, code.get(), order, basket, who);
    });
  }

  private Redeeming take(WorkspaceId workspace, CodeStore.Known code, Order.Key order, Basket basket,
      @Nullable IdentityId who) {
    var coupon = store.locked(workspace, code.coupon()).orElseThrow();
    var standing = redemptions.of(workspace, order);
    if (standing.isPresent()) {
      return standing.get().code().equals(code.id())
          ? taken(coupon, code, standing.get().discount())
          : new Redeeming.OrderHasOne();
    }
    var answer = weigh(workspace, code, coupon, basket, who);
    if (answer instanceof Redeeming.Taken taken) {
      var now = clocks.now(workspace);
      if (!redemptions.insert(workspace, code, order, who, taken.discount(), now)) {
        return new Redeeming.Used(now);
      }
      store.spend(workspace, coupon.id(), 1, taken.discount());
      codes.settle(workspace, code.id(), code.shared(), customer(workspace, who));
      telling.redeemed(workspace, who, coupon, new CouponTelling.Use(code.text(), order, taken.discount(), now));
    }
    return answer;
  }

  private Redeeming weigh(WorkspaceId workspace, CodeStore.Known code, Coupon coupon, Basket basket,
      @Nullable IdentityId who) {
    var now = clocks.now(workspace);
    if (!coupon.live(now)) {
      return new Redeeming.NotNow(coupon.state(now), coupon.validity().endsAt());
    }
    var used = code.shared() ? Optional.<Instant>empty() : redemptions.used(workspace, code.id());
    if (used.isPresent()) {
      return new Redeeming.Used(used.get());
    }
    var customer = customer(workspace, who);
    var end = codes.ends(workspace, code.id(), code.shared(), customer);
    if (end.isPresent() && !now.isBefore(end.get())) {
      return new Redeeming.NotNow("over", end.get());
    }
    var limits = coupon.limits();
    if (limits.perPerson() != null && customer != null
        && redemptions.times(workspace, coupon.id(), customer) >= limits.perPerson()) {
      return new Redeeming.Limit("person");
    }
    if (limits.total() != null && coupon.spent().times() >= limits.total()) {
      return new Redeeming.Limit("total");
    }
    return worth(workspace, coupon, code, basket);
  }

  private Redeeming worth(WorkspaceId workspace, Coupon coupon, CodeStore.Known code, Basket basket) {
    var minimum = coupon.minimum();
    if (minimum != null && basket.subtotal().compareTo(minimum) < 0) {
      return new Redeeming.TooLittle(minimum.subtract(basket.subtotal()));
    }
    return switch (coupon.benefit().of(basket, digits(workspaces.get(workspace).currency()))) {
      case Benefit.Worth.Short little -> new Redeeming.TooLittle(little.more());
      case Benefit.Worth.Lacking _ -> new Redeeming.WrongProducts();
      case Benefit.Worth.Off off -> {
        var budget = coupon.limits().budget();
        yield budget != null && coupon.spent().discount().add(off.amount()).compareTo(budget) > 0
            ? new Redeeming.Limit("budget")
            : taken(coupon, code, off.amount());
      }
    };
  }

  private static Redeeming taken(Coupon coupon, CodeStore.Known code, BigDecimal discount) {
    return new Redeeming.Taken(coupon.id(), code.text(), coupon.name(), discount,
        coupon.benefit() instanceof Benefit.Shipping);
  }

  /// The order was cancelled: its coupon may be used again, for as long as it was good anyway. False if it had none.
  public boolean giveBack(WorkspaceId workspace, Order.Key order) {
    return database.tenant(workspace, () -> {
      var standing = redemptions.of(workspace, order);
      if (standing.isEmpty()) {
        return false;
      }
      var one = standing.get();
      var coupon = store.locked(workspace, one.coupon()).orElseThrow();
      var now = clocks.now(workspace);
      if (!redemptions.giveBack(workspace, one.id(), now)) {
        return false;
      }
      store.spend(workspace, coupon.id(), -1, one.discount().negate());
      telling.givenBack(workspace, one.identity(), coupon, order, now);
      return true;
    });
  }

  /// The shop told of an order with a code that it took itself. It happened, so no limit refuses it; a code that was
  /// used for another order stays that one's. `discount` is what the shop says it took off.
  void told(WorkspaceId workspace, String typed, Order.Key order, IdentityId who, BigDecimal discount) {
    var standing = redemptions.of(workspace, order);
    if (standing.isPresent()) {
      redemptions.belongs(workspace, standing.get().id(), who);
      return;
    }
    codes.byText(workspace, Code.plain(typed)).ifPresent(code -> {
      var coupon = store.locked(workspace, code.coupon()).orElseThrow();
      var now = clocks.now(workspace);
      if (redemptions.insert(workspace, code, order, who, discount, now)) {
        store.spend(workspace, coupon.id(), 1, discount);
        codes.settle(workspace, code.id(), code.shared(), customer(workspace, who));
        telling.redeemed(workspace, who, coupon, new CouponTelling.Use(code.text(), order, discount, now));
      }
    });
  }

  /// Why a code was refused, in the shop's words.
  public String why(WorkspaceId workspace, Redeeming no) {
    return words(workspace).why(no);
  }

  /// What a coupon gives, in the shop's words.
  public String says(WorkspaceId workspace, Coupon coupon) {
    var product = coupon.benefit() instanceof Benefit.AddOn addOn
        ? Optional.ofNullable(catalogue.get(workspace, List.of(addOn.productId())).get(addOn.productId()))
            .map(Product::name).orElse(null)
        : null;
    return words(workspace).says(coupon.benefit(), coupon.minimum(), product);
  }

  private CouponWords words(WorkspaceId workspace) {
    var shop = workspaces.get(workspace);
    return CouponWords.of(shop.locale(), shop.currency());
  }

  Code code(WorkspaceId workspace, Coupon coupon, String text, @Nullable Instant expiresAt) {
    return new Code(coupon.id(), text, coupon.name(), says(workspace, coupon), expiresAt);
  }

  private @Nullable CustomerId customer(WorkspaceId workspace, @Nullable IdentityId who) {
    return who == null ? null : customers.of(workspace, who).orElse(null);
  }

  static int digits(String currency) {
    return currency.equals("TWD") ? 0 : Currency.getInstance(currency).getDefaultFractionDigits();
  }
}
