package io.parley.demo.line;

/// What LINE demands of template messages.
final class LineTemplateRules {
  private static final int LABEL = 20;
  private static final int URL = 2000;

  private LineTemplateRules() {}

  static void check(LineField template) {
    switch (template.at("type").text()) {
      case "buttons" -> {
        pictured(template, 160);
        actions(template, 1, 4);
      }
      case "confirm" -> {
        template.at("text").graphemes(240);
        actions(template, 2, 2);
      }
      case "carousel" -> carousel(template);
      case "image_carousel" -> imageCarousel(template);
      default -> throw template.at("type").wrong("invalid template type");
    }
  }

  /// Text has `most` characters alone, 60 beside a picture or a title.
  private static void pictured(LineField part, int most) {
    part.at("thumbnailImageUrl").httpsIfGiven(URL);
    part.at("title").graphemesIfGiven(40);
    var crowded = part.at("thumbnailImageUrl").given() || part.at("title").given();
    part.at("text").graphemes(crowded ? 60 : most);
    if (part.at("defaultAction").given()) {
      LineActionRules.withoutLabel(part.at("defaultAction"));
    }
  }

  private static int actions(LineField part, int least, int most) {
    var actions = part.at("actions");
    var size = actions.list(least, most);
    for (var n = 0; n < size; n++) {
      LineActionRules.check(actions.at(n), LABEL, false);
    }
    return size;
  }

  private static void carousel(LineField template) {
    var columns = template.at("columns");
    var size = columns.list(1, 10);
    var first = columns.at(0).at("actions").value().size();
    for (var n = 0; n < size; n++) {
      pictured(columns.at(n).object(), 120);
      if (actions(columns.at(n), 1, 3) != first) {
        throw columns.wrong("must have the same number of actions in all columns");
      }
    }
  }

  private static void imageCarousel(LineField template) {
    var columns = template.at("columns");
    var size = columns.list(1, 10);
    for (var n = 0; n < size; n++) {
      columns.at(n).object().at("imageUrl").https(URL);
      LineActionRules.check(columns.at(n).at("action"), 12, false);
    }
  }
}
