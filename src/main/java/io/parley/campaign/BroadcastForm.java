package io.parley.campaign;

import io.parley.audience.condition.Condition;
import io.parley.audience.condition.ConditionReader;
import io.parley.conversation.Composer;
import io.parley.experiment.Experiment;
import io.parley.platform.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A broadcast as the merchant writes it. What is left out is as usual.
///
/// @param condition who (its schema: /api/v1/schemas/condition); null for everybody
/// @param missed instead, the id of a broadcast: those of it whom it did not reach
/// @param channels of `line`, `web`, `email`; none for the best of each person's
/// @param holdout the share that gets nothing, in percent
/// @param days within how many what somebody buys counts
/// @param links `personal`, `shared` or `plain`
/// @param version the one that was changed; only asked for when one is changed
record BroadcastForm(
    @Nullable String name, @Schema(implementation = Condition.class) @Nullable JsonNode condition,
    @Nullable UUID missed, @Nullable List<@Nullable String> channels, @Nullable List<@Nullable VariantForm> variants,
    @Nullable Double holdout, @Nullable Integer days, @Nullable String links, @Nullable Integer perMinute,
    @Nullable Boolean bestHour, @Nullable Integer version) {
  static final int LONGEST_NAME = 120;
  private static final int LONGEST_SUBJECT = 150;
  private static final int LONGEST_LABEL = 20;
  private static final int LONGEST_URL = 1_000;
  private static final int MOST_PRODUCTS = 10;
  private static final int MOST_DAYS = 30;
  private static final int MOST_A_MINUTE = 1_000_000;
  private static final int MOST_WEIGHT = 99;
  private static final List<String> CHANNELS = List.of("line", "web", "email");

  /// `weight` is beside the other's; `products` are shown as cards instead of the text.
  record VariantForm(
      @Nullable String text, @Nullable String subject, @Nullable ButtonForm button,
      @Nullable List<@Nullable String> products, @Nullable Integer weight) {}

  record ButtonForm(@Nullable String label, @Nullable String url) {}

  String named() {
    var text = name == null ? "" : Composer.clean(name);
    if (text.isEmpty() || text.length() > LONGEST_NAME) {
      throw Problem.invalid("name", "群發的名稱要有 1 到 120 個字", "The name of a broadcast has 1 to 120 characters");
    }
    return text;
  }

  Plan plan() {
    var asked = condition == null || condition.isNull() ? null : condition;
    if (asked != null) {
      ConditionReader.read(asked);
    }
    var carriers = channels == null ? List.<String>of()
        : channels.stream().filter(Objects::nonNull).distinct().toList();
    if (!CHANNELS.containsAll(carriers)) {
      throw Problem.invalid("channels", "通路只有 line、web、email", "Channels are line, web and email");
    }
    var said = variants == null ? List.<VariantForm>of() : variants.stream().filter(Objects::nonNull).toList();
    if (said.size() > Plan.MOST_VARIANTS) {
      throw Problem.invalid("variants", "最多兩個版本", "Up to two versions");
    }
    var share = holdout == null ? Experiment.USUAL_HOLDOUT : Math.round(holdout * 100) / 10_000.0;
    if (share < 0 || share > Experiment.MOST_HELD_OUT) {
      throw Problem.invalid("holdout", "保留組要在 0 到 50 % 之間", "The holdout lies between 0 and 50 %");
    }
    return new Plan(asked, missed, carriers, said.isEmpty() ? List.of(Plan.Variant.EMPTY)
        : said.stream().map(BroadcastForm::variant).toList(),
        said.isEmpty() ? List.of(1.0) : said.stream().map(BroadcastForm::weight).toList(), share,
        within("days", days, Plan.USUAL_DAYS, MOST_DAYS), links(links),
        perMinute == null ? null : within("perMinute", perMinute, 1, MOST_A_MINUTE), Boolean.TRUE.equals(bestHour));
  }

  private static Plan.Variant variant(VariantForm form) {
    var text = form.text == null ? "" : Composer.clean(form.text);
    var subject = form.subject == null ? "" : Composer.clean(form.subject);
    if (text.length() > Composer.MAX_TEXT || subject.length() > LONGEST_SUBJECT) {
      throw Problem.invalid("too_long", "內容最多 5,000 字，主旨最多 150 字",
          "A text has at most 5,000 characters, a subject 150");
    }
    var products = new ArrayList<String>();
    if (form.products != null) {
      form.products.stream().filter(Objects::nonNull).distinct().limit(MOST_PRODUCTS).forEach(products::add);
    }
    return new Plan.Variant(text, subject.isEmpty() ? null : subject, button(form.button), products);
  }

  private static Plan.@Nullable PressButton button(@Nullable ButtonForm form) {
    var label = form == null || form.label == null ? "" : Composer.clean(form.label);
    var url = form == null || form.url == null ? "" : Composer.clean(form.url);
    if (label.isEmpty() && url.isEmpty()) {
      return null;
    }
    if (label.isEmpty() || label.codePointCount(0, label.length()) > LONGEST_LABEL) {
      throw Problem.invalid("label", "按鈕的文字要有 1 到 20 字", "A button has 1 to 20 characters");
    }
    if (!url.matches("https?://\\S+") || url.length() > LONGEST_URL) {
      throw Problem.invalid("url", "按鈕的網址要以 http(s) 開頭，最多 1,000 字",
          "The address of a button starts with http(s) and has up to 1,000 characters");
    }
    return new Plan.PressButton(label, url);
  }

  private static double weight(VariantForm form) {
    return form.weight == null ? 1 : within("weight", form.weight, 1, MOST_WEIGHT);
  }

  private static int within(String what, @Nullable Integer given, int usual, int most) {
    var value = given == null ? usual : given;
    if (value < 1 || value > most) {
      throw Problem.invalid(what, "「%s」要在 1 到 %d 之間".formatted(what, most),
          "%s lies between 1 and %d".formatted(what, most));
    }
    return value;
  }

  private static Plan.Links links(@Nullable String word) {
    return switch (word == null ? "personal" : word) {
      case "personal" -> Plan.Links.PERSONAL;
      case "shared" -> Plan.Links.SHARED;
      case "plain" -> Plan.Links.PLAIN;
      default -> throw Problem.invalid("links", "連結只有 personal、shared、plain", "Links are personal, shared or plain");
    };
  }
}
