/// Coupons: money off an order, for those who have a code.
///
/// **Words.** A *coupon* is the offer; its *benefit* says what it takes off. A *code* is what the shop's checkout is
/// told: *shared* by all, or of one person. A code is *issued* to somebody under a key, *redeemed* with an order, and
/// *given back* when that order is cancelled.
/// **Doors.** `Coupons` (issue, check, redeem, give back), `CouponDesk` (make them); `CouponEnding` is declared here
/// and implemented by whoever reminds people.
/// **Tables.** `commerce.coupon`, `commerce.coupon_code`, `commerce.coupon_issue`, `commerce.redemption`.
/// **Facts.** Vouched calls *Coupon Issued*, *Coupon Applied* (redeemed), *Coupon Removed* (given back) and *Coupon
/// Expiring* about the holder.
/// **Always true.** The same key issues one code. A code of one person is redeemed by one order, an order takes one
/// coupon, and no limit is passed, however many ask at once. Whoever has a code may use it: codes are handed on. A
/// cancelled order gives its coupon back, good for as long as it was; a refund does not.
@NamedInterface("coupon")
@NullMarked
package io.parley.commerce.coupon;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
