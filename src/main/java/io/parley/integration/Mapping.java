package io.parley.integration;

import io.parley.customer.DefinedAttribute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a person, or a guess, says of a file. `channel` is where its orders were placed; `currency` that of amounts
/// which name none; `verified` if the shop has checked that phones and e-mails are the members' own, so that they are
/// evidence; `columns` are the meanings, by place from 0.
record Mapping(
    Kind kind,
    String channel,
    String currency,
    Local.DateOrder dateOrder,
    boolean verified,
    List<Column> columns) {
  static final int LONGEST_ATTRIBUTE = 60;

  /// One column: one of our fields, or an attribute of the customer by its own name. The others are left out.
  record Column(int place, @Nullable Field field, @Nullable String attribute) {}

  Mapping {
    columns = List.copyOf(columns);
  }

  /// What the headings suggest. Nobody but the merchant knows whether phones were verified, so that is never guessed.
  /// Of two columns for one field, the one whose heading says it better. What is no field may be one of the attributes
  /// the merchant `defined`, by its name or a label.
  static Mapping guess(List<String> headings, String currency, List<DefinedAttribute> defined) {
    return guess(headings, Preset.of(headings).map(Preset::kind).orElseGet(() -> kind(headings)), currency, defined);
  }

  static Mapping guess(List<String> headings, Kind kind, String currency, List<DefinedAttribute> defined) {
    var preset = Preset.of(headings).filter(found -> found.kind() == kind);
    var best = new LinkedHashMap<Field, Integer>();
    for (var place = 0; place < headings.size(); place++) {
      var at = place;
      Field.named(kind, headings.get(place)).ifPresent(field -> best.merge(field, at,
          (one, other) -> field.rank(headings.get(one)) <= field.rank(headings.get(other)) ? one : other));
    }
    var columns = new ArrayList<Column>();
    best.forEach((field, place) -> columns.add(new Column(place, field, null)));
    if (kind == Kind.CUSTOMERS) {
      columns.addAll(attributes(headings, best.values(), defined));
    }
    return new Mapping(kind, preset.map(Preset::channel).orElse("web"), currency, Local.DateOrder.MONTH_FIRST,
        false, columns);
  }

  private static List<Column> attributes(
      List<String> headings, Collection<Integer> taken, List<DefinedAttribute> defined) {
    var columns = new LinkedHashMap<String, Column>();
    for (var place = 0; place < headings.size(); place++) {
      var at = place;
      var heading = Local.heading(headings.get(place));
      if (taken.contains(place) || heading.isEmpty()) {
        continue;
      }
      defined.stream().filter(one -> Stream.of(one.name(), one.labelZh(), one.labelEn()).map(Local::heading)
          .anyMatch(heading::equals)).findFirst()
          .ifPresent(one -> columns.putIfAbsent(one.name(), new Column(at, null, one.name())));
    }
    return List.copyOf(columns.values());
  }

  private static Kind kind(List<String> headings) {
    var found = new HashMap<Kind, Integer>();
    for (var kind : Kind.values()) {
      found.put(kind, (int) headings.stream().filter(heading -> Field.named(kind, heading).isPresent()).count());
    }
    if (headings.stream().anyMatch(heading -> Field.named(Kind.ORDERS, heading).filter(Field.ORDER_NUMBER::equals)
        .isPresent())) {
      return Kind.ORDERS;
    }
    var persons = headings.stream().anyMatch(heading -> Field.named(Kind.TAGS, heading)
        .filter(field -> field != Field.TAG && field != Field.TAGGED_AT).isPresent());
    var customers = found.getOrDefault(Kind.CUSTOMERS, 0);
    if (persons && found.getOrDefault(Kind.TAGS, 0).equals(customers) && customers <= 3
        && headings.stream().anyMatch(one -> Field.named(Kind.TAGS, one).filter(Field.TAG::equals).isPresent())) {
      return Kind.TAGS;
    }
    return persons || found.getOrDefault(Kind.PRODUCTS, 0) < 2 ? Kind.CUSTOMERS : Kind.PRODUCTS;
  }

  /// What is missing before rows can be read, in one sentence.
  void check(int width) {
    var seen = new HashMap<Field, Integer>();
    for (var column : columns) {
      if (column.place < 0 || column.place >= width) {
        throw new Says("沒有第 %d 欄".formatted(column.place + 1), "There is no column %d".formatted(column.place + 1))
            .problem("column");
      }
      if (column.field != null && seen.put(column.field, column.place) != null) {
        throw new Says("兩欄都對到同一個欄位，請留一欄", "Two columns have the same meaning. Keep one").problem("twice");
      }
      if (column.field != null && !column.field.fits(kind)) {
        throw new Says("有一欄的意思不屬於這種資料", "A column's meaning does not belong to this kind of file").problem("meaning");
      }
      if (column.attribute != null && (column.attribute.isBlank() || column.attribute.length() > LONGEST_ATTRIBUTE
          || kind != Kind.CUSTOMERS)) {
        throw new Says("自訂欄位的名字要有 1 到 60 個字", "An attribute's name has 1 to 60 characters").problem("attribute");
      }
    }
    require(seen);
  }

  private void require(Map<Field, Integer> seen) {
    var person = seen.containsKey(Field.MEMBER_NUMBER) || seen.containsKey(Field.PHONE)
        || seen.containsKey(Field.EMAIL);
    switch (kind) {
      case CUSTOMERS -> need(person, "請指出會員編號、手機或電子郵件是哪一欄", "Say which column is the member number, phone or e-mail");
      case TAGS -> need(person && seen.containsKey(Field.TAG), "請指出標籤和會員編號、手機或電子郵件是哪幾欄",
          "Say which columns are the tag and the member number, phone or e-mail");
      case ORDERS -> need(seen.containsKey(Field.ORDER_NUMBER) && seen.containsKey(Field.ORDERED_AT),
          "請指出訂單編號和訂單日期是哪兩欄", "Say which columns are the order number and the order date");
      case PRODUCTS -> need(seen.containsKey(Field.PRODUCT_ID) && seen.containsKey(Field.PRODUCT_NAME),
          "請指出商品編號和名稱是哪兩欄", "Say which columns are the product's id and name");
    }
    if (channel.isBlank() || channel.length() > 40 || !channel.equals(channel.strip())) {
      throw new Says("通路要有 1 到 40 個字", "A channel has 1 to 40 characters").problem("channel");
    }
    if (!currency.matches("[A-Z]{3}")) {
      throw new Says("幣別是三個字母，例如 TWD", "A currency has three letters, such as TWD").problem("currency");
    }
  }

  private static void need(boolean there, String zh, String en) {
    if (!there) {
      throw new Says(zh, en).problem("missing_column");
    }
  }
}
