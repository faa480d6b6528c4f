package io.parley.commerce.coupon;

import io.parley.commerce.Money;
import io.parley.commerce.coupon.CouponForm.BenefitForm;
import io.parley.customer.CustomerId;
import io.parley.customer.Customers;
import io.parley.customer.IdentityId;
import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Page;
import io.parley.platform.Problem;
import io.parley.workspace.Access;
import io.parley.workspace.Scope;
import io.parley.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Coupons for the console and other programs: what there is, and who holds what.
@RestController
class CouponApi {
  static final int MOST = 500;
  private static final int MOST_HELD = 50;
  private static final int LONGEST_KEY = 100;

  private final CouponDesk desk;
  private final Coupons coupons;
  private final CouponStore store;
  private final CodeStore codes;
  private final Customers customers;
  private final Workspaces workspaces;
  private final Database database;
  private final Clocks clocks;

  /// `state` is `planned`, `live`, `paused` or `over`; `says` is what it gives, in the shop's words.
  record CouponView(
      UUID id, String name, String says, String state, BenefitForm benefit, @Nullable BigDecimal minimum,
      @Nullable String sharedCode, @Nullable Integer perPerson, @Nullable Integer total, @Nullable BigDecimal budget,
      Instant startsAt, @Nullable Instant endsAt, @Nullable Integer days, @Nullable Integer remindDays,
      CouponFigures figures) {}

  record CouponFigures(int codes, int issued, int redeemed, Money discounted, Money revenue) {}

  record NewIssue(@Nullable UUID customerId, @Nullable String key) {}

  /// `text` is a message for the customer in the shop's language.
  record IssuedCode(String code, String says, @Nullable Instant expiresAt, String text) {}

  record HeldCoupon(
      UUID couponId, String name, String says, String code, Instant issuedAt, @Nullable Instant expiresAt,
      @Nullable Instant redeemedAt, @Nullable String order, String state) {}

  CouponApi(CouponDesk desk, Coupons coupons, CouponStore store, CodeStore codes, Customers customers,
      Workspaces workspaces, Database database, Clocks clocks) {
    this.desk = desk;
    this.coupons = coupons;
    this.store = store;
    this.codes = codes;
    this.customers = customers;
    this.workspaces = workspaces;
    this.database = database;
    this.clocks = clocks;
  }

  @GetMapping("/api/v1/coupons")
  Page<CouponView> all(Access access) {
    return Page.all(database.tenant(access.workspace(), () -> store.lines(access.workspace(), null, MOST)).stream()
        .map(line -> view(access, line)).toList());
  }

  @GetMapping("/api/v1/coupons/{id}")
  CouponView one(Access access, @PathVariable UUID id) {
    return shown(access, new CouponId(id));
  }

  @PostMapping("/api/v1/coupons")
  @ResponseStatus(HttpStatus.CREATED)
  CouponView make(Access access, @RequestBody CouponForm form) {
    access.require(Scope.WRITE);
    var made = desk.make(access.workspace(),
        form.coupon(new CouponId(Ids.next()), null, clocks.now(access.workspace())));
    return shown(access, made.id());
  }

  /// Its shared code stays what it was: people have it.
  @PutMapping("/api/v1/coupons/{id}")
  CouponView change(Access access, @PathVariable UUID id, @RequestBody CouponForm form) {
    access.require(Scope.WRITE);
    return shown(access, desk.change(access.workspace(), new CouponId(id), form).id());
  }

  @PostMapping("/api/v1/coupons/{id}/pause")
  CouponView pause(Access access, @PathVariable UUID id) {
    access.require(Scope.WRITE);
    return shown(access, desk.pause(access.workspace(), new CouponId(id), true).id());
  }

  @PostMapping("/api/v1/coupons/{id}/resume")
  CouponView resume(Access access, @PathVariable UUID id) {
    access.require(Scope.WRITE);
    return shown(access, desk.pause(access.workspace(), new CouponId(id), false).id());
  }

  /// Gives a customer a code. The same key again is the same code.
  @PostMapping("/api/v1/coupons/{id}/issues")
  @ResponseStatus(HttpStatus.CREATED)
  IssuedCode issue(Access access, @PathVariable UUID id, @RequestBody NewIssue wanted) {
    access.require(Scope.WRITE);
    var coupon = shown(access, new CouponId(id));
    if (wanted.customerId == null || wanted.key == null || wanted.key.isBlank() || wanted.key.length() > LONGEST_KEY) {
      throw Problem.invalid("key", "要有 customerId，和 1 到 100 個字的 key", "Name a customerId, and a key of 1 to 100");
    }
    var code = database.tenant(access.workspace(), () -> coupons.issue(access.workspace(),
        new CouponId(coupon.id()), holder(access, wanted.customerId), "hand-" + wanted.key))
        .orElseThrow(() -> Problem.conflict("not_live", "這張券現在不能發", "This coupon cannot be given now"));
    var shop = workspaces.get(access.workspace());
    var english = !shop.locale().startsWith("zh");
    var end = code.expiresAt() == null ? "" : code.expiresAt().atZone(shop.timeZone()).toLocalDate().toString();
    var text = english
        ? "A coupon for you: %s. Code %s%s".formatted(code.says(), code.text(), end.isEmpty() ? "" : ", until " + end)
        : "送您一張折價券：%s。代碼 %s%s".formatted(code.says(), code.text(), end.isEmpty() ? "" : "，用到 " + end);
    return new IssuedCode(code.text(), code.says(), code.expiresAt(), text);
  }

  /// She may be known by many identities; the one she is a member by, else the first, holds the code.
  private IdentityId holder(Access access, UUID customer) {
    var known = customers.survivor(access.workspace(), new CustomerId(customer)).orElseThrow(Problem::notFound);
    var hers = customers.identities(access.workspace(), known);
    return hers.stream().filter(one -> one.isMember()).findFirst().or(() -> hers.stream().findFirst())
        .orElseThrow(Problem::notFound).id();
  }

  /// What a customer holds, the latest first. `state` is `open`, `used` or `over`.
  @GetMapping("/api/v1/customers/{id}/coupons")
  Page<HeldCoupon> held(Access access, @PathVariable UUID id) {
    return database.tenant(access.workspace(), () -> {
      var known = customers.survivor(access.workspace(), new CustomerId(id)).orElseThrow(Problem::notFound);
      var now = clocks.now(access.workspace());
      var held = codes.of(access.workspace(), known, MOST_HELD);
      var all = held.stream().map(CodeStore.Held::coupon).distinct().collect(Collectors.toMap(one -> one,
          one -> store.byId(access.workspace(), one).orElseThrow()));
      return Page.all(held.stream().map(one -> {
        var coupon = java.util.Objects.requireNonNull(all.get(one.coupon()));
        return new HeldCoupon(one.coupon().value(), coupon.name(), coupons.says(access.workspace(), coupon),
            one.code(), one.issuedAt(), one.expiresAt(), one.redeemedAt(), one.order(), state(one, coupon, now));
      }).toList());
    });
  }

  private static String state(CodeStore.Held one, Coupon coupon, Instant now) {
    var over = one.expiresAt() != null && !now.isBefore(one.expiresAt()) || coupon.state(now).equals("over");
    return one.redeemedAt() != null ? "used" : over ? "over" : "open";
  }

  private CouponView shown(Access access, CouponId id) {
    var lines = database.tenant(access.workspace(), () -> store.lines(access.workspace(), id, 1));
    return lines.stream().findFirst().map(line -> view(access, line)).orElseThrow(Problem::notFound);
  }

  private CouponView view(Access access, CouponStore.Line line) {
    var coupon = line.coupon();
    var currency = workspaces.get(access.workspace()).currency();
    return new CouponView(coupon.id().value(), coupon.name(), coupons.says(access.workspace(), coupon),
        coupon.state(clocks.now(access.workspace())), BenefitForm.of(coupon.benefit()), coupon.minimum(),
        coupon.sharedCode(), coupon.limits().perPerson(), coupon.limits().total(), coupon.limits().budget(),
        coupon.validity().startsAt(), coupon.validity().endsAt(), coupon.validity().days(),
        coupon.validity().remindDays(),
        new CouponFigures(line.figures().codes(), line.figures().issued(), coupon.spent().times(),
            new Money(coupon.spent().discount(), currency), new Money(line.figures().revenue(), currency)));
  }
}
