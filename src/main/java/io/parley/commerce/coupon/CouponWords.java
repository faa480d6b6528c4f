package io.parley.commerce.coupon;

import io.parley.commerce.CartWords;
import io.parley.commerce.Money;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a coupon gives, as the shop says it to customers.
record CouponWords(boolean english, String currency) {
  static CouponWords of(String locale, String currency) {
    return new CouponWords(!locale.startsWith("zh"), currency);
  }

  String says(Benefit benefit, @Nullable BigDecimal minimum, @Nullable String product) {
    var what = switch (benefit) {
      case Benefit.Amount amount -> english ? money(amount.off()) + " off" : "折 " + money(amount.off());
      case Benefit.Percent percent -> percent(percent);
      case Benefit.Threshold threshold -> english
          ? money(threshold.off()) + " off from " + money(threshold.from())
          : "滿 " + money(threshold.from()) + " 折 " + money(threshold.off());
      case Benefit.Shipping _ -> english ? "Free shipping" : "免運";
      case Benefit.AddOn addOn -> english
          ? (product == null ? addOn.productId() : product) + " for " + money(addOn.price()) + " with your order"
          : "加購「" + (product == null ? addOn.productId() : product) + "」只要 " + money(addOn.price());
    };
    if (minimum == null) {
      return what;
    }
    return english ? what + ", orders from " + money(minimum) : "滿 " + money(minimum) + "，" + what;
  }

  /// 15 % off is 85 折, 20 % off is 8 折.
  private String percent(Benefit.Percent percent) {
    var left = 100 - percent.percent();
    var cap = percent.cap() == null ? "" : english ? ", at most " + money(percent.cap())
        : "，最多折 " + money(percent.cap());
    if (english || left == 0) {
      return percent.percent() + (english ? "% off" : "% 折扣") + cap;
    }
    return "打 " + (left % 10 == 0 ? String.valueOf(left / 10) : String.valueOf(left)) + " 折" + cap;
  }

  String why(Redeeming no) {
    return switch (no) {
      case Redeeming.Taken _ -> "";
      case Redeeming.Unknown _ -> english ? "There is no such code" : "沒有這組折價券代碼";
      case Redeeming.NotNow not -> switch (not.state()) {
        case "planned" -> english ? "This coupon has not started yet" : "這張券還沒開始";
        case "paused" -> english ? "This coupon is not valid now" : "這張券暫停使用";
        default -> english ? "This coupon has expired" : "這張券過期了";
      };
      case Redeeming.Used _ -> english ? "This code was used already" : "這張券已經用過了";
      case Redeeming.Limit limit -> limit.which().equals("person")
          ? english ? "You have used this coupon as often as it goes" : "這張券每人可用的次數用完了"
          : english ? "This coupon is used up" : "這張券已經發完了";
      case Redeeming.TooLittle little -> english ? "Spend " + money(little.more()) + " more to use it"
          : "再買 " + money(little.more()) + " 就能用";
      case Redeeming.WrongProducts _ -> english ? "It is not for what is in the cart" : "購物車裡沒有適用的商品";
      case Redeeming.OrderHasOne _ -> english ? "This order has a coupon already" : "這筆訂單已經用了一張券";
    };
  }

  private String money(BigDecimal amount) {
    return CartWords.money(new Money(amount, currency));
  }
}
