package io.parley.integration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Files whose headings are known: what they are about, and which channel their orders came through. A preset is
/// recognised by headings that nobody else has.
enum Preset {
  SHOPEE(Kind.ORDERS, "shopee", "買家帳號", "訂單成立日期", "蝦幣折抵"),
  MOMO(Kind.ORDERS, "momo", "品號", "轉單日", "轉單日期", "單品詳細", "進價含稅"),
  PCHOME(Kind.ORDERS, "pchome", "訂單序號", "訂單流水號", "收貨人", "收貨人姓名", "pchome商品編號", "料號"),
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
