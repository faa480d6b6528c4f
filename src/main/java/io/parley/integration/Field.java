package io.parley.integration;

import static io.parley.integration.Kind.CUSTOMERS;
import static io.parley.integration.Kind.ORDERS;
import static io.parley.integration.Kind.PRODUCTS;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a column can mean, for which kinds of files, and the headings that say so, in Chinese and English, folded as
/// `Local.heading` folds them. The order decides where two fields share a heading.
enum Field {
  MEMBER_NUMBER(of(CUSTOMERS, Kind.TAGS, ORDERS), "會員編號", "會員id", "會員號碼", "會員代號", "會員卡號", "顧客編號", "顧客id",
      "客戶編號", "客戶id", "客戶代號", "member", "memberid", "memberno", "membernumber", "membercode", "customerid",
      "customerno", "customernumber", "userid", "custid"),
  PHONE(of(CUSTOMERS, Kind.TAGS, ORDERS), "手機", "手機號碼", "行動電話", "電話", "聯絡電話", "電話號碼", "收件者電話", "收件人電話",
      "收件人手機", "收件者手機", "收貨人電話", "收貨人手機", "購買人電話", "購買人手機", "訂購人電話", "訂購人手機", "買家電話", "phone", "mobile", "mobilephone",
      "phonenumber", "tel", "telephone", "cell"),
  EMAIL(of(CUSTOMERS, Kind.TAGS, ORDERS), "電子郵件", "電子信箱", "信箱", "電郵", "購買人email", "購買人信箱", "訂購人email", "email",
      "emailaddress", "mail"),
  NAME(of(CUSTOMERS, ORDERS), "姓名", "名字", "會員姓名", "顧客姓名", "客戶姓名", "客戶名稱", "顧客", "購買人", "購買人姓名", "收件者姓名", "收件人姓名", "收件人",
      "收件者", "收貨人", "收貨人姓名", "訂購人", "訂購人姓名", "買家姓名", "name", "fullname", "customername", "buyername",
      "recipient", "recipientname"),
  BIRTHDAY(of(CUSTOMERS), "生日", "出生日期", "出生年月日", "birthday", "birthdate", "dateofbirth", "dob"),
  GENDER(of(CUSTOMERS), "性別", "gender", "sex"),
  CITY(of(CUSTOMERS), "城市", "縣市", "居住地", "地區", "city", "region"),
  JOINED_AT(of(CUSTOMERS), "註冊日", "註冊日期", "加入日期", "入會日", "入會日期", "建立時間", "joined", "joinedat", "createdat",
      "registeredat", "signupdate"),
  TAG(of(CUSTOMERS, Kind.TAGS), "標籤", "會員標籤", "顧客標籤", "tag", "tags", "label", "labels"),
  TAGGED_AT(of(Kind.TAGS), "標籤時間", "貼標時間", "taggedat", "since"),
  ORDER_NUMBER(of(ORDERS), "主單編號", "訂單編號", "訂單號碼", "訂單號", "訂單序號", "單號", "訂單id", "order", "orderid", "orderno",
      "ordernumber", "invoiceno", "invoice", "invoicenumber"),
  ORDERED_AT(of(ORDERS), "訂單成立日期", "訂單成立時間", "訂單日期", "訂購日期", "訂購時間", "下單時間", "下單日期", "成立日期", "成立時間", "建立時間",
      "訂單建立時間", "轉單日", "轉單日期", "轉單日期時間", "訂單轉單日", "付款日期", "orderdate", "orderedat", "ordertime", "date",
      "invoicedate", "placedat", "purchasedate"),
  STATUS(of(ORDERS), "訂單狀態", "狀態", "status", "orderstatus", "state"),
  BUYER_ACCOUNT(of(ORDERS), "買家帳號", "會員帳號", "購買帳號", "buyeraccount", "buyer", "buyerusername"),
  PRODUCT_ID(of(ORDERS, PRODUCTS), "商品選項貨號", "主商品貨號", "商品編號", "商品貨號", "商品代碼", "商品代號", "商品id", "品號", "貨號", "料號",
      "商品料號", "sku", "productid", "productcode", "stockcode", "itemid", "id", "itemcode"),
  PRODUCT_NAME(of(ORDERS, PRODUCTS), "商品名稱", "品名", "商品", "商品標題", "productname", "product", "title",
      "description", "itemname", "item"),
  QUANTITY(of(ORDERS), "數量", "商品數量", "訂購數量", "購買數量", "quantity", "qty"),
  UNIT_PRICE(of(ORDERS), "商品結帳價", "單價", "商品活動價格", "成交單價", "商品單價", "售價", "售價含稅", "商品原價", "unitprice", "price",
      "itemprice"),
  LINE_TOTAL(of(ORDERS), "銷售金額折扣後", "小計", "金額小計", "金額", "linetotal", "subtotal", "amount"),
  ORDER_TOTAL(of(ORDERS), "買家總支付金額", "訂單總金額", "訂單合計", "訂單金額", "總金額", "應付金額", "實付金額", "付款總金額", "總計", "ordertotal",
      "total", "grandtotal", "totalamount"),
  SHIPPING(of(ORDERS), "買家支付運費", "運費", "shipping", "shippingfee"),
  REFUNDED(of(ORDERS), "退款金額", "已退款金額", "refunded", "refund", "refundamount"),
  CURRENCY(of(ORDERS), "幣別", "貨幣", "currency"),
  PRICE(of(PRODUCTS), "價格", "售價", "原價", "定價", "price", "regularprice", "listprice"),
  CHANGED_AT(of(CUSTOMERS, Kind.TAGS, ORDERS, PRODUCTS), "更新時間", "更新日期", "最後更新", "最後更新時間", "最後更新日期", "異動時間",
      "異動日期", "修改時間", "修改日期", "updatedat", "updated", "lastupdated", "lastmodified", "modifiedat"),
  SALE_PERIOD(of(PRODUCTS), "特價期間", "優惠期間", "活動期間", "salepriceeffectivedate", "saleperiod"),
  SALE_PRICE(of(PRODUCTS), "特價", "優惠價", "促銷價", "活動價", "saleprice", "specialprice"),
  IMAGE_URL(of(PRODUCTS), "圖片", "圖片網址", "商品圖片", "主圖", "image", "imageurl", "imagelink", "picture"),
  PRODUCT_URL(of(PRODUCTS), "網址", "商品網址", "連結", "商品連結", "url", "link", "producturl"),
  CATEGORY(of(PRODUCTS), "分類", "商品分類", "類別", "館別", "category", "producttype", "googleproductcategory"),
  AVAILABILITY(of(PRODUCTS), "庫存狀態", "供貨狀態", "販售狀態", "availability", "stockstatus");

  private final Set<Kind> kinds;
  private final List<String> headings;

  Field(Set<Kind> kinds, String... headings) {
    this.kinds = kinds;
    this.headings = List.of(headings);
  }

  private static Set<Kind> of(Kind... kinds) {
    return Set.of(kinds);
  }

  boolean fits(Kind kind) {
    return kinds.contains(kind);
  }

  /// The field a heading names in files of this kind.
  static Optional<Field> named(Kind kind, String heading) {
    var folded = Local.heading(heading);
    return Arrays.stream(values()).filter(field -> field.fits(kind) && field.headings.contains(folded)).findFirst();
  }

  /// How early the heading stands in the field's list: of two columns for one field the earlier word wins.
  int rank(String heading) {
    return headings.indexOf(Local.heading(heading));
  }

  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  @JsonCreator
  static Field of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
