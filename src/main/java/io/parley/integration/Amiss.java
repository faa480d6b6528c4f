package io.parley.integration;

import io.parley.customer.AttributeType;
import io.parley.customer.DefinedAttribute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.StringNode;

/// What of a customer's row will be left out, because the merchant said what this attribute is and the cell is not so.
/// The fold alone decides; this tells it before, by the same types.
final class Amiss {
  private static final int SHOWN = 40;
  private static final Map<AttributeType, Says> IS_NOT = Map.of(
      AttributeType.TEXT, new Says("太長", "is too long"),
      AttributeType.NUMBER, new Says("不是數字", "is no number"),
      AttributeType.DATE, new Says("不是日期（像 2026/1/5）", "is no date (such as 2026-01-05)"),
      AttributeType.DATETIME, new Says("不是日期時間（像 2026-01-05T10:00:00+08:00）",
          "is no date and time (such as 2026-01-05T10:00:00+08:00)"),
      AttributeType.BOOLEAN, new Says("不是「是」或「否」", "is neither yes nor no"),
      AttributeType.CHOICE, new Says("不在選項裡", "is none of the choices"),
      AttributeType.LIST, new Says("有不在選項裡的值", "holds what is none of the choices"));

  private final Map<String, DefinedAttribute> defined;

  Amiss(List<DefinedAttribute> defined) {
    this.defined = defined.stream().collect(Collectors.toMap(DefinedAttribute::name, one -> one));
  }

  /// `at` is when the row counts as said: what was said before the attribute was defined is taken as it is.
  Optional<Says> of(Line said, Instant at) {
    if (defined.isEmpty() || !(said instanceof Line.OfCustomer customer)) {
      return Optional.empty();
    }
    var wrong = new ArrayList<Says>();
    customer.traits().forEach((name, value) -> {
      var attribute = defined.get(name);
      if (attribute != null && !at.isBefore(attribute.definedAt())
          && attribute.fit(StringNode.valueOf(value)).isEmpty()) {
        wrong.add(says(attribute, value));
      }
    });
    return wrong.isEmpty() ? Optional.empty() : Optional.of(new Says(
        "這列會匯入，但少了：" + wrong.stream().map(Says::zh).collect(Collectors.joining("；")),
        "This row is taken without: " + wrong.stream().map(Says::en).collect(Collectors.joining("; "))));
  }

  private static Says says(DefinedAttribute attribute, String value) {
    var shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    var why = IS_NOT.getOrDefault(attribute.type(), new Says("不合", "does not fit"));
    return new Says("%s「%s」%s".formatted(attribute.labelZh(), shown, why.zh()),
        "%s “%s” %s".formatted(attribute.labelEn(), shown, why.en()));
  }
}
