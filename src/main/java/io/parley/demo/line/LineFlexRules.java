package io.parley.demo.line;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// What LINE demands of flex messages: sizes, structure, and the properties without which a component is refused.
final class LineFlexRules {
  private static final int BUBBLE_BYTES = 30 * 1024;
  private static final int CAROUSEL_BYTES = 50 * 1024;
  private static final int LABEL = 40;
  private static final int URL = 2000;
  private static final Set<String> LAYOUTS = Set.of("horizontal", "vertical", "baseline");

  private LineFlexRules() {}

  static void check(LineField container) {
    switch (container.at("type").text()) {
      case "bubble" -> bubble(container);
      case "carousel" -> {
        size(container, CAROUSEL_BYTES);
        var bubbles = container.at("contents");
        var size = bubbles.list(1, 12);
        for (var n = 0; n < size; n++) {
          bubble(bubbles.at(n).object());
        }
      }
      default -> throw container.at("type").wrong("invalid container type");
    }
  }

  private static void bubble(LineField bubble) {
    if (!bubble.at("type").text().equals("bubble")) {
      throw bubble.at("type").wrong("must be bubble");
    }
    size(bubble, BUBBLE_BYTES);
    for (var part : new String[] {"header", "body", "footer"}) {
      if (bubble.at(part).given()) {
        box(bubble.at(part).object());
      }
    }
    var hero = bubble.at("hero");
    if (hero.given()) {
      if (!Set.of("box", "image", "video").contains(hero.object().at("type").text())) {
        throw hero.at("type").wrong("invalid hero type");
      }
      component(hero);
    }
    action(bubble);
  }

  private static void size(LineField part, int bytes) {
    if (part.value().toString().getBytes(StandardCharsets.UTF_8).length > bytes) {
      throw part.wrong("must be within " + bytes / 1024 + " KB");
    }
  }

  private static void box(LineField box) {
    if (!box.at("type").text().equals("box")) {
      throw box.at("type").wrong("must be box");
    }
    if (!LAYOUTS.contains(box.at("layout").text())) {
      throw box.at("layout").wrong("invalid layout");
    }
    if (!box.at("contents").value().isArray()) {
      throw box.at("contents").wrong("must be specified");
    }
    for (var n = 0; n < box.at("contents").value().size(); n++) {
      component(box.at("contents").at(n).object());
    }
    action(box);
  }

  private static void component(LineField component) {
    switch (component.at("type").text()) {
      case "box" -> box(component);
      case "button" -> LineActionRules.check(component.at("action"), LABEL, false);
      case "image", "icon" -> component.at("url").https(URL);
      case "video" -> {
        component.at("url").https(URL);
        component.at("previewUrl").https(URL);
        component(component.at("altContent").object());
      }
      case "text" -> text(component);
      case "span", "separator", "filler" -> { }
      default -> throw component.at("type").wrong("invalid component type");
    }
    if (!component.at("type").text().equals("button")) {
      action(component);
    }
  }

  private static void text(LineField text) {
    if (text.at("contents").given()) {
      text.at("contents").list(1, Integer.MAX_VALUE);
    } else {
      text.at("text").units(Integer.MAX_VALUE);
    }
  }

  private static void action(LineField part) {
    if (part.at("action").given()) {
      LineActionRules.withoutLabel(part.at("action"));
    }
  }
}
