package io.parley.demo.line;

import java.util.Set;

/// What LINE demands of actions (Messaging API reference, "Action objects").
final class LineActionRules {
  private static final Set<String> QUICK_ONLY = Set.of("camera", "cameraRoll", "location");
  private static final int NO_LABEL = 0;

  private LineActionRules() {}

  /// `label` is the most graphemes a label may have where the action stands; `quick` if that is a quick reply.
  static void check(LineField action, int label, boolean quick) {
    var type = action.object().at("type").text();
    if (label != NO_LABEL) {
      action.at("label").graphemes(label);
    }
    if (QUICK_ONLY.contains(type) && !quick) {
      throw action.at("type").wrong("This action can only be used with quick reply");
    }
    switch (type) {
      case "message" -> action.at("text").units(300);
      case "postback" -> postback(action);
      case "uri" -> action.at("uri").units(1000)
          .matching("(?s)(https?://|line://|tel:).+", "invalid uri scheme");
      case "datetimepicker" -> {
        action.at("data").units(300);
        action.at("mode").matching("date|time|datetime", "invalid mode");
      }
      case "clipboard" -> action.at("clipboardText").units(1000);
      case "richmenuswitch" -> {
        action.at("richMenuAliasId").units(32);
        action.at("data").units(300);
      }
      case "camera", "cameraRoll", "location" -> action.at("label").graphemes(20);
      default -> throw action.at("type").wrong("invalid action type");
    }
  }

  /// An action whose label is not shown.
  static void withoutLabel(LineField action) {
    check(action, NO_LABEL, false);
  }

  private static void postback(LineField action) {
    action.at("data").units(300);
    action.at("displayText").unitsIfGiven(300);
    action.at("text").unitsIfGiven(300);
    if (action.at("displayText").given() && action.at("text").given()) {
      throw action.at("text").wrong("text and displayText cannot be used together");
    }
  }
}
