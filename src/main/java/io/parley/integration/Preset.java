package io.parley.integration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Files whose headings are known: what they are about, and which channel their orders came through. A preset is
/// recognised by headings that nobody else has.
///
/// SHOPLINE's are those of its order report, of which a merchant chooses the columns (SHOPLINE 支援中心, 訂單匯出); 91APP's
/// those that programs reading its order export name. No list of CYBERBIZ's headings was found: its file is recognised
/// by words that shops use for a buyer and an item beside an order's number, and the merchant is told to look it over.
enum Preset {
  SHOPEE(Kind.ORDERS, "shopee", "買家帳號", "訂單成立日期", "蝦幣折抵"),
  MOMO(Kind.ORDERS, "momo", "品號", "轉單日", "轉單日期", "單品詳細", "進價含稅"),
  PCHOME(Kind.ORDERS, "pchome", "訂單序號", "訂單流水號", "收貨人", "收貨人姓名", "pchome商品編號", "料號"),
  SHOPLINE(Kind.ORDERS, "web", "商品結帳價", "訂單合計", "付款訂單號碼", "已退款金額", "折抵購物金", "全單折扣金額", "合併訂單號碼"),
  NINETY_ONE(Kind.ORDERS, "web", "主單編號", "購物車編號", "轉單日期時間", "銷售金額折扣後", "商品頁序號"),
  CYBERBIZ(Kind.ORDERS, "web", "購買人", "購買人姓名", "購買人電話", "購買人手機", "購買人email", "購買人信箱", "商品代碼", "款式名稱",
      "款式編號"),
  GOOGLE(Kind.PRODUCTS, "web", "imagelink", "googleproductcategory", "availability", "link");

  private static final int ENOUGH = 2;

  private final Kind kind;
  private final String channel;
  private final List<String> marks;

  Preset(Kind kind, String channel, String... marks) {
    this.kind = kind;
    this.channel = channel;
    this.marks = List.of(marks);
  }

  Kind kind() {
    return kind;
  }

  String channel() {
    return channel;
  }

  static Optional<Preset> of(List<String> headings) {
    return Arrays.stream(values())
        .filter(preset -> headings.stream().map(Local::heading).distinct().filter(preset.marks::contains).count()
            >= ENOUGH)
        .findFirst();
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
