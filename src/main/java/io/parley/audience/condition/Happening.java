package io.parley.audience.condition;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// An event as conditions see it. `name` is what `EventMatch` names; `url` and `title` are those of the page it
/// happened on, whatever field they were told in.
public record Happening(Point point, String name, @Nullable String url, @Nullable String title, JsonNode properties) {
  static final String URL = "url";
  static final String TITLE = "title";
  /// Of an event with ten thousand of something, so many are looked at.
  private static final int MOST_VALUES = 500;

  /// The values at a path; several if it leads through lists, none if it leads nowhere.
  List<JsonNode> values(String property) {
    if (property.equals(TITLE) && title != null) {
      return List.of(StringNode.valueOf(title));
    }
    if (property.equals(URL) && url != null) {
      return List.of(StringNode.valueOf(url));
    }
    var exact = properties.path(property);
    var found = new ArrayList<JsonNode>();
    if (!exact.isMissingNode()) {
      spread(exact, found);
    } else if (property.indexOf('.') >= 0) {
      descend(properties, property, found);
    }
    return found;
  }

  private static void descend(JsonNode node, String path, List<JsonNode> found) {
    if (found.size() >= MOST_VALUES) {
      return;
    }
    if (node.isArray()) {
      for (var element : node) {
        descend(element, path, found);
      }
      return;
    }
    var dot = path.indexOf('.');
    if (dot < 0) {
      spread(node.path(path), found);
    } else {
      descend(node.path(path.substring(0, dot)), path.substring(dot + 1), found);
    }
  }

  private static void spread(JsonNode value, List<JsonNode> found) {
    if (value.isArray()) {
      for (var element : value) {
        spread(element, found);
      }
    } else if (value.isValueNode() && !value.isNull() && found.size() < MOST_VALUES) {
      found.add(value);
    }
  }
}
