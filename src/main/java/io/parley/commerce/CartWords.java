package io.parley.commerce;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What is said of a cart, in the shop's language. A message above a LINE button has room for 160 characters, so long
/// names are cut and few lines are named.
public final class CartWords {
  private static final int NAMED = 3;
  private static final int LONGEST_NAME = 24;

  private final boolean english;

  private CartWords(boolean english) {
    this.english = english;
  }

  /// `locale` is a BCP 47 tag.
  public static CartWords of(String locale) {
    return new CartWords(!locale.startsWith("zh"));
  }

  String ready(List<Item> items, Money total) {
    var sum = total.amount().signum() == 0 ? "" : (english ? ", " : "，合計 ") + money(total);
    return english ? "Your cart is ready: " + items(items) + sum + ". Check out with one tap."
        : "購物車準備好了：" + items(items) + sum + "。按一下就能結帳。";
  }

  public String kept(List<Item> items) {
    return english ? "Your cart is kept here: " + items(items) + ". Go on whenever you like."
        : "購物車留在這裡了：" + items(items) + "。想買的時候按一下就接著結帳。";
  }

  public String label() {
    return english ? "Check out" : "去結帳";
  }

  /// The lines by name: 「帆布包 ×2、馬克杯…等 5 樣」.
  public String items(List<Item> items) {
    var named = items.stream().limit(NAMED)
        .map(item -> cut(item.name()) + (item.quantity() > 1 ? " ×" + item.quantity() : ""))
        .collect(Collectors.joining(english ? ", " : "、"));
    return items.size() <= NAMED ? named
        : named + (english ? " and " + (items.size() - NAMED) + " more" : "…等 " + items.size() + " 樣");
  }

  /// NT$1,280 and HK$12.50, as people here write them.
  public static String money(Money money) {
    var digits = money.currency().equals("TWD") ? 0 : Currency.getInstance(money.currency()).getDefaultFractionDigits();
    var format = NumberFormat.getNumberInstance(Locale.ROOT);
    format.setGroupingUsed(true);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    format.setRoundingMode(RoundingMode.HALF_UP);
    var sign = switch (money.currency()) {
      case "TWD" -> "NT$";
      case "HKD" -> "HK$";
      default -> money.currency() + " ";
    };
    return sign + format.format(money.amount());
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
