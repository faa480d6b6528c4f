package io.parley.commerce.coupon;

import io.parley.platform.Clocks;
import io.parley.platform.Database;
import io.parley.platform.Ids;
import io.parley.platform.Problem;
import io.parley.platform.WorkspaceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What a merchant does with coupons: makes and changes them, and their codes.
@Component
public final class CouponDesk {
  static final int MOST_CODES_AT_ONCE = 10_000;
  static final int MOST_CODES = 100_000;

  private final CouponStore store;
  private final CodeStore codes;
  private final Database database;
  private final Clocks clocks;

  CouponDesk(CouponStore store, CodeStore codes, Database database, Clocks clocks) {
    this.store = store;
    this.codes = codes;
    this.database = database;
    this.clocks = clocks;
  }

  /// A new coupon, live at once. A shared code that another coupon has is refused.
  public Coupon make(WorkspaceId workspace, String name, Benefit benefit, Terms terms) {
    return make(workspace, new Coupon(new CouponId(Ids.next()), name, benefit, null, terms.sharedCode, terms.limits,
        terms.validity, false, new Coupon.Spent(0, java.math.BigDecimal.ZERO)));
  }

  /// `sharedCode` in capitals; null for codes of one person each.
  public record Terms(
      @org.jspecify.annotations.Nullable String sharedCode, Coupon.Limits limits, Coupon.Validity validity) {}

  Coupon make(WorkspaceId workspace, Coupon coupon) {
    return database.tenant(workspace, () -> {
      var now = clocks.now(workspace);
      store.save(workspace, coupon, now);
      var shared = coupon.sharedCode();
      if (shared != null && codes.add(workspace, coupon.id(), List.of(shared), true, now) == 0) {
        throw Problem.conflict("code_taken", "「" + shared + "」已經是另一張券的代碼",
            "“" + shared + "” is another coupon's code");
      }
      return coupon;
    });
  }

  Coupon change(WorkspaceId workspace, CouponId id, CouponForm form) {
    return database.tenant(workspace, () -> {
      var known = store.locked(workspace, id).orElseThrow(Problem::notFound);
      var next = form.coupon(id, known, clocks.now(workspace));
      store.save(workspace, next, clocks.now(workspace));
      return next;
    });
  }

  Coupon pause(WorkspaceId workspace, CouponId id, boolean paused) {
    return database.tenant(workspace, () -> {
      var known = store.locked(workspace, id).orElseThrow(Problem::notFound);
      var next = new Coupon(id, known.name(), known.benefit(), known.minimum(), known.sharedCode(), known.limits(),
          known.validity(), paused, known.spent());
      store.save(workspace, next, clocks.now(workspace));
      return next;
    });
  }

  /// Makes so many codes of one person each.
  public int makeCodes(WorkspaceId workspace, CouponId id, int count) {
    if (count < 1 || count > MOST_CODES_AT_ONCE) {
      throw Problem.invalid("count", "一次可以做 1 到 10,000 組代碼", "1 to 10,000 codes at a time");
    }
    var fresh = new LinkedHashSet<String>();
    Stream.generate(Code::fresh).takeWhile(code -> fresh.size() < count).forEach(fresh::add);
    return add(workspace, id, fresh);
  }

  /// Takes codes that another system made, as its checkout knows them. Those that are there already are left out.
  int bringCodes(WorkspaceId workspace, CouponId id, List<String> brought) {
    var plain = new LinkedHashSet<String>();
    for (var one : brought) {
      var code = Code.plain(one);
      if (!Code.fits(code)) {
        var cut = code.length() > 40 ? code.substring(0, 40) : code;
        throw Problem.invalid("code", "「" + cut + "」不是代碼：要 4 到 40 個字母或數字",
            "“" + cut + "” is no code: 4 to 40 letters or digits");
      }
      plain.add(code);
    }
    return add(workspace, id, plain);
  }

  private int add(WorkspaceId workspace, CouponId id, Set<String> fresh) {
    return database.tenant(workspace, () -> {
      var coupon = store.locked(workspace, id).orElseThrow(Problem::notFound);
      if (coupon.sharedCode() != null) {
        throw Problem.conflict("shared", "這張券大家用同一組代碼", "This coupon has one code for all");
      }
      if (fresh.isEmpty() || codes.count(workspace, id) + fresh.size() > MOST_CODES) {
        throw Problem.invalid("count", "一張券最多 100,000 組代碼", "A coupon has at most 100,000 codes");
      }
      return codes.add(workspace, id, fresh, false, clocks.now(workspace));
    });
  }
}
