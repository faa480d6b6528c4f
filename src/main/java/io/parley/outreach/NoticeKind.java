package io.parley.outreach;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a customer is told of her order, and the words that are usual.
public enum NoticeKind {
  PLACED("{{name}}您好，我們收到您的訂單 {{order.number}}，金額 {{order.total}}。出貨時會再通知您。",
      "Thank you{{name|}}. We have your order {{order.number}} over {{order.total}} and will tell you when it ships."),
  PAID("訂單 {{order.number}} 已付款，謝謝您！", "Order {{order.number}} is paid. Thank you!"),
  SHIPPED("訂單 {{order.number}} 已經出貨了。{{order.tracking}}",
      "Order {{order.number}} is on its way. {{order.tracking}}"),
  ARRIVED("訂單 {{order.number}} 已到{{order.store|取貨門市}}，記得帶證件來取貨。",
      "Order {{order.number}} waits for you at {{order.store|the store}}. Bring your ID."),
  SECOND("提醒您：訂單 {{order.number}} 還在{{order.store|取貨門市}}等您，快到期了。",
      "A reminder: order {{order.number}} still waits for you at {{order.store|the store}}, not for much longer."),
  CANCELLED("訂單 {{order.number}} 已取消。如果不是您要取消的，直接回覆我們就好。",
      "Order {{order.number}} is cancelled. If you did not want that, just answer here."),
  REFUNDED("訂單 {{order.number}} 的退款 {{order.refunded}} 已經送出，入帳時間依您的銀行而定。",
      "Your refund of {{order.refunded}} for order {{order.number}} is on its way; your bank decides when it arrives.");

  private static final Pattern CANCELLED_WORD = Pattern.compile("取消|cancel|void");
  private static final Pattern SECOND_WORD = Pattern.compile("二次|二度|再次到貨|second|reminder|final");
  private static final Pattern ARRIVED_WORD = Pattern.compile("到店|到門市|待取|arrived|ready.?for.?pick.?up|at.?store");
  private static final Pattern SHIPPED_WORD = Pattern.compile(
      "已出貨|出貨完成|寄出|配送中|shipped|fulfilled|in.?transit|dispatched");
  private static final Pattern PAID_WORD = Pattern.compile("已付款|付款完成|^paid$|payment.?received");

  private final String zh;
  private final String en;

  NoticeKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<NoticeKind> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  Notices.Notice usual() {
    return new Notices.Notice(this, true, zh, en);
  }

  /// Stands for all notices of this kind as their source.
  UUID source() {
    return UUID.nameUUIDFromBytes(("notice " + word()).getBytes(StandardCharsets.UTF_8));
  }

  /// What an event tells, if it is of an order. The first five names are those of Segment's spec, which has no event
  /// for an order on its way: shops update its status, or say it by a name of their own.
  static Optional<NoticeKind> told(String event, JsonNode properties) {
    return switch (event) {
      case "Order Completed", "Completed Order" -> Optional.of(PLACED);
      case "Order Updated" -> status(properties);
      case "Order Cancelled" -> Optional.of(CANCELLED);
      case "Order Refunded" -> Optional.of(REFUNDED);
      case "Order Paid" -> Optional.of(PAID);
      case "Order Shipped", "Order Fulfilled" -> Optional.of(SHIPPED);
      case "Order Arrived", "Order Ready for Pickup" -> Optional.of(ARRIVED);
      case "Order Pickup Reminder" -> Optional.of(SECOND);
      default -> Optional.empty();
    };
  }

  private static Optional<NoticeKind> status(JsonNode properties) {
    for (var field : List.of("status", "shipping_status", "fulfillment_status", "financial_status",
        "payment_status")) {
      var word = properties.path(field).asString("").strip().toLowerCase(Locale.ROOT);
      if (word.isEmpty() || word.startsWith("un") || word.startsWith("partially") || word.startsWith("未")) {
        continue;
      }
      if (CANCELLED_WORD.matcher(word).find()) {
        return Optional.empty();
      }
      var kind = SECOND_WORD.matcher(word).find() ? SECOND : ARRIVED_WORD.matcher(word).find() ? ARRIVED
          : SHIPPED_WORD.matcher(word).find() ? SHIPPED : PAID_WORD.matcher(word).find() ? PAID : null;
      if (kind != null) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
