package io.parley.audience.condition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.parley.customer.Lifecycle;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// What a merchant asks of a customer: a tree of at most `MOST_LEAVES` leaves, `MOST_DEPTH` deep. Every record refuses
/// what makes no sense, so a condition that exists can be judged.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Condition.All.class, name = "all"),
  @JsonSubTypes.Type(value = Condition.Any.class, name = "any"),
  @JsonSubTypes.Type(value = Condition.Not.class, name = "not"),
  @JsonSubTypes.Type(value = Condition.Did.class, name = "did"),
  @JsonSubTypes.Type(value = Condition.Sequence.class, name = "sequence"),
  @JsonSubTypes.Type(value = Condition.Attribute.class, name = "attribute"),
  @JsonSubTypes.Type(value = Condition.Tagged.class, name = "tagged"),
  @JsonSubTypes.Type(value = Condition.Identified.class, name = "identified"),
  @JsonSubTypes.Type(value = Condition.Reachable.class, name = "reachable"),
  @JsonSubTypes.Type(value = Condition.InStage.class, name = "lifecycle"),
  @JsonSubTypes.Type(value = Condition.Ordered.class, name = "ordered"),
  @JsonSubTypes.Type(value = Condition.InCart.class, name = "cart"),
  @JsonSubTypes.Type(value = Condition.InSegment.class, name = "segment"),
})
public sealed interface Condition {
  int MOST_DEPTH = 6;
  int MOST_LEAVES = 30;
  int MOST_TEXT = 200;
  int MOST_STEPS = 6;
  BigDecimal MOST_AMOUNT = new BigDecimal("1000000000000");

  /// Looked at pages whose address contains a part, so many times within so many days.
  static Condition visited(String part, int times, int days) {
    return new Did(EventMatch.named("page", new EventMatch.Filter("url", Op.CONTAINS, StringNode.valueOf(part))),
        new Measure.Count(times), Window.days(days));
  }

  /// Everything below and itself, itself first.
  default Stream<Condition> nodes() {
    return switch (this) {
      case All all -> Stream.concat(Stream.of(this), all.of.stream().flatMap(Condition::nodes));
      case Any any -> Stream.concat(Stream.of(this), any.of.stream().flatMap(Condition::nodes));
      case Not not -> Stream.concat(Stream.of(this), not.of.nodes());
      case Did _, Sequence _, Attribute _, Tagged _, Identified _, Reachable _, InStage _, Ordered _, InCart _,
          InSegment _ -> Stream.of(this);
    };
  }

  private static int depth(Condition condition) {
    return switch (condition) {
      case All all -> 1 + all.of.stream().mapToInt(Condition::depth).max().orElse(0);
      case Any any -> 1 + any.of.stream().mapToInt(Condition::depth).max().orElse(0);
      case Not not -> 1 + depth(not.of);
      case Did _, Sequence _, Attribute _, Tagged _, Identified _, Reachable _, InStage _, Ordered _, InCart _,
          InSegment _ -> 1;
    };
  }

  private static void bounded(List<Condition> parts) {
    if (parts.stream().mapToInt(Condition::depth).max().orElse(0) >= MOST_DEPTH) {
      throw new Unfit("條件最多 %d 層".formatted(MOST_DEPTH),
          "A condition is at most %d levels deep".formatted(MOST_DEPTH));
    }
    var leaves = parts.stream().flatMap(Condition::nodes)
        .filter(node -> !(node instanceof All || node instanceof Any || node instanceof Not)).count();
    if (leaves > MOST_LEAVES) {
      throw new Unfit("一個條件最多 %d 項".formatted(MOST_LEAVES),
          "A condition has at most %d leaves".formatted(MOST_LEAVES));
    }
  }

  private static String text(String text, String of) {
    if (text.isBlank() || text.codePointCount(0, text.length()) > MOST_TEXT) {
      throw new Unfit("這裡要有 1 到 %d 個字".formatted(MOST_TEXT), "%s has 1 to %d characters".formatted(of, MOST_TEXT));
    }
    return text;
  }

  /// Every part holds.
  @Schema(name = "ConditionAll")
  record All(List<Condition> of) implements Condition {
    public All {
      of = List.copyOf(of);
      if (of.isEmpty()) {
        throw new Unfit("一組裡至少要有一項", "A group has at least one part");
      }
      bounded(of);
    }
  }

  /// At least one part holds.
  @Schema(name = "ConditionAny")
  record Any(List<Condition> of) implements Condition {
    public Any {
      of = List.copyOf(of);
      if (of.isEmpty()) {
        throw new Unfit("一組裡至少要有一項", "A group has at least one part");
      }
      bounded(of);
    }
  }

  @Schema(name = "ConditionNot")
  record Not(Condition of) implements Condition {
    public Not {
      bounded(List.of(of));
    }
  }

  /// Did something often, much, variously or long enough. Without a window: ever.
  @Schema(name = "ConditionDid")
  record Did(EventMatch event, Measure measure, @Nullable Window within) implements Condition {}

  /// Did one thing after the other; each step is an event after the one before, all of them within the window.
  @Schema(name = "ConditionSequence")
  record Sequence(List<EventMatch> steps, Window within) implements Condition {
    public Sequence {
      steps = List.copyOf(steps);
      Objects.requireNonNull(within);
      if (steps.size() < 2 || steps.size() > MOST_STEPS) {
        throw new Unfit("順序要有 2 到 %d 步".formatted(MOST_STEPS),
            "A sequence has 2 to %d steps".formatted(MOST_STEPS));
      }
    }
  }

  /// What was told of her: `name`, `email`, `phone` as the profile shows them, any other trait by its name.
  @Schema(name = "ConditionAttribute")
  record Attribute(String name, Op op, @Nullable JsonNode value) implements Condition {
    public Attribute {
      text(name, "The name of an attribute");
      value = op.checked(value);
    }
  }

  /// Carries the tag of this name, whoever put it there.
  @Schema(name = "ConditionTagged")
  record Tagged(String tag) implements Condition {
    public Tagged {
      text(tag, "The name of a tag");
    }
  }

  /// Has an identity of this kind.
  @Schema(name = "ConditionIdentified")
  record Identified(String by) implements Condition {
    public Identified {
      text(by, "The kind of an identity");
    }
  }

  /// A message on this channel would reach her.
  @Schema(name = "ConditionReachable")
  record Reachable(Way channel) implements Condition {}

  enum Way {
    LINE, WEB, EMAIL, SMS;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Schema(name = "ConditionLifecycle")
  record InStage(Lifecycle stage) implements Condition {}

  /// Orders as they stand, whatever was told of them when: a cancelled one does not count.
  @Schema(name = "ConditionOrdered")
  record Ordered(Bought measure, Op op, BigDecimal value, @Nullable Window within, @Nullable String channel)
      implements Condition {
    public Ordered {
      op.checkNumeric();
      value = amount(value);
      if (channel != null) {
        text(channel, "The name of a channel");
      }
    }
  }

  enum Bought {
    COUNT, TOTAL, AVERAGE;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What lies in her cart now: how many pieces, or what they cost.
  @Schema(name = "ConditionCart")
  record InCart(Filled measure, Op op, BigDecimal value) implements Condition {
    public InCart {
      op.checkNumeric();
      value = amount(value);
    }
  }

  enum Filled {
    ITEMS, TOTAL;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Is a member of the segment with this id.
  @Schema(name = "ConditionSegment")
  record InSegment(String segment) implements Condition {
    public InSegment {
      text(segment, "The id of a segment");
    }
  }

  /// The number in one way of writing it, so that the same conditions are equal.
  static BigDecimal amount(BigDecimal value) {
    if (value.abs().compareTo(MOST_AMOUNT) > 0 || value.scale() > 10 || value.scale() < -15) {
      throw new Unfit("數字要在 ±1,000,000,000,000 之間",
          "A number lies between -1,000,000,000,000 and 1,000,000,000,000");
    }
    var plain = value.stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }
}
