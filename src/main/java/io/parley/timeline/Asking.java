package io.parley.timeline;

import io.parley.customer.Consent.Channel;
import io.parley.customer.Consent.Purpose;
import java.util.List;

/// What customers are asked, in the exact words of the preference page. The words that were shown are kept with the
/// answer, so changing them here changes no answer given before.
record Asking(Purpose purpose, Channel channel, boolean unlessRefused) {
  /// Offers need a yes; notices about her own order and counting visits go on unless she says no.
  static final List<Asking> ALL = List.of(
      new Asking(Purpose.marketing, Channel.line, false),
      new Asking(Purpose.marketing, Channel.email, false),
      new Asking(Purpose.marketing, Channel.sms, false),
      new Asking(Purpose.marketing, Channel.web, false),
      new Asking(Purpose.service, Channel.any, true),
      new Asking(Purpose.analytics, Channel.any, true));

  static final List<String> LANGUAGES = List.of("zh-Hant", "en");

  String key() {
    return purpose + "-" + channel;
  }

  String label(String lang) {
    var chinese = lang.equals("zh-Hant");
    return switch (purpose) {
      case service -> chinese ? "訂單與服務通知" : "Orders and service";
      case analytics -> chinese ? "瀏覽紀錄分析" : "How you use the shop";
      case marketing -> switch (channel) {
        case line -> "LINE";
        case email -> chinese ? "電子郵件" : "E-mail";
        case sms -> chinese ? "簡訊" : "SMS";
        case web -> chinese ? "網站上" : "On the site";
        case any -> chinese ? "所有通路" : "Everywhere";
      };
    };
  }

  /// The sentence she says yes or no to.
  String words(String lang, String shop) {
    var chinese = lang.equals("zh-Hant");
    return switch (purpose) {
      case service -> chinese
          ? shop + "可以通知我訂單、出貨、預約和售後的消息。"
          : shop + " may tell me about my orders, deliveries, bookings and service.";
      case analytics -> chinese
          ? shop + "可以把我的瀏覽和購買紀錄用來改善網站，並推薦適合我的商品。"
          : shop + " may use what I view and buy to improve the shop and to suggest what suits me.";
      case marketing -> chinese
          ? "我同意" + shop + way(true) + "傳優惠和新品消息給我，我隨時可以取消。"
          : "I agree that " + shop + " sends me offers and news " + way(false) + ". I can withdraw at any time.";
    };
  }

  private String way(boolean chinese) {
    return switch (channel) {
      case line -> chinese ? "用 LINE " : "on LINE";
      case email -> chinese ? "用電子郵件" : "by e-mail";
      case sms -> chinese ? "用簡訊" : "by SMS";
      case web -> chinese ? "在網站上" : "on its site";
      case any -> chinese ? "在所有通路" : "everywhere";
    };
  }
}
