package io.parley.integration;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads rows under a mapping. A row that cannot be taken says why, in the words of its own cell.
final class RowReader {
  private static final int LONGEST_ID = 180;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_ADDRESS = 2_000;
  private static final int LONGEST_TAG = 60;
  private static final int MOST_PIECES = 1_000_000;
  private static final int SHOWN = 40;
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private final Mapping mapping;
  private final ZoneId zone;
  private final String region;
  private final Instant now;

  /// `region` is TW or HK: whose phones are written without a country code. `now` bounds what can have happened.
  RowReader(Mapping mapping, ZoneId zone, String region, Instant now) {
    this.mapping = mapping;
    this.zone = zone;
    this.region = region;
    this.now = now;
  }

  /// A row cannot be taken.
  static final class Bad extends RuntimeException {
    private final transient Says why;

    Bad(String zh, String en) {
      super(en, null, false, false);
      why = new Says(zh, en);
    }

    Says why() {
      return why;
    }
  }

  Line read(Rows.Row row) {
    var cells = new EnumMap<Field, String>(Field.class);
    var traits = new LinkedHashMap<String, String>();
    for (var column : mapping.columns()) {
      var raw = column.place() < row.cells().size() ? row.cells().get(column.place()) : "";
      var text = unescaped(raw.indexOf('\0') >= 0 ? raw.replace("\0", "") : raw);
      var plain = column.field() == Field.NAME || column.field() == Field.PRODUCT_NAME ? text.strip()
          : Local.plain(text);
      if (Local.nothing(plain)) {
        continue;
      }
      if (plain.length() > LONGEST_ADDRESS) {
        throw new Bad("有一格太長，最多 2,000 字", "A cell is too long. It may have up to 2,000 characters");
      }
      if (column.field() != null) {
        cells.put(column.field(), plain);
      } else if (column.attribute() != null) {
        traits.put(column.attribute(), plain);
      }
    }
    return switch (mapping.kind()) {
      case CUSTOMERS -> customer(cells, traits);
      case TAGS -> new Line.OfTag(somebody(cells), required(tags(cells)), time(cells, Field.TAGGED_AT).orElse(null));
      case ORDERS -> order(cells);
      case PRODUCTS -> product(cells);
    };
  }

  /// The file of rows that could not be taken keeps spreadsheets from running a cell; mended, it comes back here.
  private static String unescaped(String text) {
    return text.matches("(?s)'[=+\\-@].*") ? text.substring(1) : text;
  }

  private Line customer(Map<Field, String> cells, Map<String, String> traits) {
    var person = somebody(cells);
    put(traits, "name", person.name());
    put(traits, "phone", person.phone());
    put(traits, "email", person.email());
    put(traits, "gender", cells.get(Field.GENDER));
    put(traits, "city", cells.get(Field.CITY));
    var birthday = cells.get(Field.BIRTHDAY);
    if (birthday != null) {
      var day = Local.date(birthday, mapping.dateOrder()).filter(found -> found.atStartOfDay(zone).toInstant()
          .isBefore(now));
      put(traits, "birthday", day.orElseThrow(() -> date(birthday)).toString());
    }
    return new Line.OfCustomer(person, traits, tags(cells), time(cells, Field.JOINED_AT).orElse(null));
  }

  private Line order(Map<Field, String> cells) {
    var number = id(cells, Field.ORDER_NUMBER).orElseThrow(() -> new Bad("沒有訂單編號", "There is no order number"));
    var at = time(cells, Field.ORDERED_AT).orElseThrow(() -> new Bad("沒有訂單日期", "There is no order date"));
    var quantity = quantity(cells);
    var currency = currency(cells);
    var price = amount(cells, Field.UNIT_PRICE);
    var sum = amount(cells, Field.LINE_TOTAL);
    var total = whole(cells, Field.ORDER_TOTAL, currency);
    if (sum == null) {
      sum = price == null ? BigDecimal.ZERO : price.multiply(BigDecimal.valueOf(quantity));
    }
    if (price != null && price.signum() < 0 || total != null && total.signum() < 0) {
      throw new Bad("金額是負的", "An amount is negative");
    }
    var productId = id(cells, Field.PRODUCT_ID);
    return new Line.OfOrder(number, at, ShopOrder.State.of(cells.getOrDefault(Field.STATUS, "")), person(cells),
        productId.orElse(null), cut(cells.get(Field.PRODUCT_NAME)), quantity, price, sum, total,
        amount(cells, Field.SHIPPING), amount(cells, Field.REFUNDED), currency);
  }

  private Line product(Map<Field, String> cells) {
    var id = id(cells, Field.PRODUCT_ID).orElseThrow(() -> new Bad("沒有商品編號", "There is no product id"));
    var name = cells.get(Field.PRODUCT_NAME);
    if (name == null) {
      throw new Bad("沒有商品名稱", "There is no product name");
    }
    var price = whole(cells, Field.PRICE, mapping.currency());
    var sale = whole(cells, Field.SALE_PRICE, mapping.currency());
    var period = cells.get(Field.SALE_PERIOD);
    if (price != null && price.signum() < 0 || sale != null && sale.signum() < 0) {
      throw new Bad("價格是負的", "The price is negative");
    }
    return new Line.OfProduct(id, String.valueOf(cut(name)), price, period == null || on(period) ? sale : null,
        address(cells, Field.IMAGE_URL),
        address(cells, Field.PRODUCT_URL), cut(cells.get(Field.CATEGORY)), availability(cells));
  }

  /// Whether a sale is on now: `start/end` in ISO 8601, as Google's feeds write it ("Product data specification",
  /// sale_price_effective_date).
  private boolean on(String period) {
    var ends = period.split("/", -1);
    var from = Local.instant(ends[0].strip(), mapping.dateOrder(), zone);
    var until = Local.instant(ends[ends.length - 1].strip(), mapping.dateOrder(), zone);
    if (ends.length != 2 || from.isEmpty() || until.isEmpty()) {
      throw new Bad("特價期間「%s」讀不懂".formatted(shown(period)),
          "The sale period “%s” cannot be read".formatted(shown(period)));
    }
    return !now.isBefore(from.get()) && now.isBefore(until.get());
  }

  /// When what the row says came to be so, if it says that itself.
  Optional<Instant> changedAt(Rows.Row row) {
    var cells = new EnumMap<Field, String>(Field.class);
    mapping.columns().stream().filter(one -> one.field() == Field.CHANGED_AT && one.place() < row.cells().size())
        .map(one -> Local.plain(row.cells().get(one.place()))).filter(text -> !Local.nothing(text))
        .forEach(text -> cells.put(Field.CHANGED_AT, text));
    return time(cells, Field.CHANGED_AT).map(at -> at.isAfter(now) ? now : at);
  }

  private Line.Person somebody(Map<Field, String> cells) {
    var person = person(cells);
    if (person.nobody()) {
      throw new Bad("沒有會員編號、手機或電子郵件，不知道是誰", "There is no member number, phone or e-mail: nobody is named");
    }
    return person;
  }

  private Line.Person person(Map<Field, String> cells) {
    var phone = told(cells, Field.PHONE, text -> {
      if (Local.scientific(text)) {
        throw new Bad("手機「%s」被試算表改成了科學記號".formatted(text),
            "A spreadsheet has turned the phone into “%s”".formatted(text));
      }
      return Local.phone(text, region).orElseThrow(() -> new Bad("手機「%s」讀不懂，可能少一碼".formatted(shown(text)),
          "The phone “%s” cannot be read. A digit may be missing".formatted(shown(text))));
    });
    var email = told(cells, Field.EMAIL, text -> Local.email(text).orElseThrow(() -> new Bad(
        "「%s」不是電子郵件".formatted(shown(text)), "“%s” is no e-mail".formatted(shown(text)))));
    var name = told(cells, Field.NAME, text -> String.valueOf(cut(text)));
    return new Line.Person(id(cells, Field.MEMBER_NUMBER).filter(member -> !member.equals("0")).orElse(null), phone,
        email, id(cells, Field.BUYER_ACCOUNT).orElse(null), name);
  }

  /// Null for nothing, and for what a marketplace has masked.
  private static @Nullable String told(Map<Field, String> cells, Field field, Function<String, String> read) {
    var text = cells.get(field);
    return text == null || Local.masked(text) ? null : read.apply(text);
  }

  private static Optional<String> id(Map<Field, String> cells, Field field) {
    var text = cells.get(field);
    if (text != null && text.length() > LONGEST_ID) {
      throw new Bad("編號太長，最多 180 字", "An id may have up to 180 characters");
    }
    return Optional.ofNullable(text).map(Local::id);
  }

  private Optional<Instant> time(Map<Field, String> cells, Field field) {
    var text = cells.get(field);
    if (text == null) {
      return Optional.empty();
    }
    var at = Local.instant(text, mapping.dateOrder(), zone).orElseThrow(() -> date(text));
    if (at.isBefore(EARLIEST) || at.isAfter(now.plus(java.time.Duration.ofDays(1)))) {
      throw new Bad("日期「%s」不在 2000 年到現在之間".formatted(shown(text)),
          "The date “%s” does not lie between 2000 and now".formatted(shown(text)));
    }
    return Optional.of(at);
  }

  private static Bad date(String text) {
    return new Bad("日期「%s」讀不懂".formatted(shown(text)), "The date “%s” cannot be read".formatted(shown(text)));
  }

  private static int quantity(Map<Field, String> cells) {
    var text = cells.get(Field.QUANTITY);
    if (text == null) {
      return 1;
    }
    var amount = Local.amount(text).map(Local.Amount::value)
        .filter(value -> value.stripTrailingZeros().scale() <= 0 && value.abs().intValue() <= MOST_PIECES);
    return amount.orElseThrow(() -> new Bad("數量「%s」不是整數".formatted(shown(text)),
        "The quantity “%s” is no whole number".formatted(shown(text)))).intValueExact();
  }

  private @Nullable BigDecimal amount(Map<Field, String> cells, Field field) {
    var text = cells.get(field);
    return text == null ? null : Local.amount(text).map(Local.Amount::value).orElseThrow(() -> new Bad(
        "金額「%s」讀不懂".formatted(shown(text)), "The amount “%s” cannot be read".formatted(shown(text))));
  }

  /// What somebody pays, in the decimals its currency has. A price of one piece may be finer: bundles are split.
  private @Nullable BigDecimal whole(Map<Field, String> cells, Field field, String currency) {
    var amount = amount(cells, field);
    if (amount != null && Local.tooFine(amount, currency)) {
      throw new Bad("%s 的金額「%s」小數太多".formatted(currency, shown(String.valueOf(cells.get(field)))),
          "The amount “%s” has more decimals than %s".formatted(shown(String.valueOf(cells.get(field))), currency));
    }
    return amount;
  }

  private String currency(Map<Field, String> cells) {
    var text = cells.get(Field.CURRENCY);
    if (text == null) {
      return mapping.currency();
    }
    var word = text.toUpperCase(Locale.ROOT);
    var known = Map.of("NT$", "TWD", "NTD", "TWD", "新台幣", "TWD", "台幣", "TWD", "HK$", "HKD", "港幣", "HKD");
    var currency = known.getOrDefault(word, word);
    if (!currency.matches("[A-Z]{3}")) {
      throw new Bad("幣別「%s」讀不懂".formatted(shown(text)), "The currency “%s” is not known".formatted(shown(text)));
    }
    return currency;
  }

  private static List<String> tags(Map<Field, String> cells) {
    var tags = Arrays.stream(cells.getOrDefault(Field.TAG, "").split("[,;、|，；]")).map(String::strip)
        .map(tag -> tag.replaceAll("\\s+", " ")).filter(tag -> !tag.isEmpty()).distinct().toList();
    if (tags.stream().anyMatch(tag -> tag.length() > LONGEST_TAG)) {
      throw new Bad("標籤最多 60 個字", "A tag has up to 60 characters");
    }
    return tags;
  }

  private static List<String> required(List<String> tags) {
    if (tags.isEmpty()) {
      throw new Bad("沒有標籤", "There is no tag");
    }
    return tags;
  }

  private static @Nullable String availability(Map<Field, String> cells) {
    var word = cells.getOrDefault(Field.AVAILABILITY, "").toLowerCase(Locale.ROOT).replace(' ', '_');
    return switch (word) {
      case "in_stock", "有庫存", "現貨", "供貨中", "販售中", "上架" -> "in_stock";
      case "out_of_stock", "缺貨", "無庫存", "售完", "補貨中", "下架" -> "out_of_stock";
      case "preorder", "預購" -> "preorder";
      case "backorder" -> "backorder";
      default -> null;
    };
  }

  /// Only what a browser may open: a `javascript:` in a file must not come to stand in a product card.
  private static @Nullable String address(Map<Field, String> cells, Field field) {
    var text = cells.get(field);
    if (text != null && !text.matches("(?i)https?://\\S+")) {
      throw new Bad("「%s」不是網址".formatted(shown(text)), "“%s” is no web address".formatted(shown(text)));
    }
    return text;
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static void put(Map<String, String> traits, String name, @Nullable String value) {
    if (value != null) {
      traits.put(name, value);
    }
  }
}
