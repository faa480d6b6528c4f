package io.parley.timeline;

import io.parley.timeline.Envelope.Slice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One event of a request, as the collector looks at it. Most events are stored without being parsed; this asks their
/// bytes first, and builds a tree only where a word it looks for is there.
final class Incoming {
  private static final String INTEGRATIONS = "\"integrations\"";
  private static final String OFF = "false";
  private static final String DIRECT = "\"direct\"";
  private static final String NO_ADDRESS = "0.0.0.0";
  private static final int LONGEST_NAME = 100;

  private final JsonMapper json;
  private final byte[] body;
  private final Slice slice;
  /// One character a byte: enough to look for words of ASCII, and quick to make and to search.
  private final String letters;
  private @Nullable JsonNode tree;

  Incoming(JsonMapper json, byte[] body, Slice slice) {
    this.json = json;
    this.body = body;
    this.slice = slice;
    this.letters = new String(body, slice.start(), slice.length(), StandardCharsets.ISO_8859_1);
  }

  JsonNode tree() {
    var known = tree;
    if (known == null) {
      known = json.readTree(body, slice.start(), slice.length());
      tree = known;
    }
    return known;
  }

  /// The sender's word on where the event may go (Segment spec, "Common fields", `integrations`). Parley is meant
  /// unless it is switched off by name, or by `All` without being switched on; `Segment.io` counts as its name, because
  /// to a client whose host was changed that is what we are.
  boolean meant() {
    if (!mentions(INTEGRATIONS) || !mentions(OFF)) {
      return true; // Segment's clients write an empty one into every event.
    }
    var integrations = tree().path("integrations");
    for (var name : new String[] {"Parley", "Segment.io"}) {
      var told = integrations.path(name);
      if (!told.isMissingNode() && !told.isNull()) {
        return on(told);
      }
    }
    return on(integrations.path("All"));
  }

  private static boolean on(JsonNode told) {
    return !told.isBoolean() || told.booleanValue();
  }

  /// Whether the connection's address is the customer's own: a page sent it, or an app that speaks for itself.
  boolean fromHerself(boolean browser) {
    return browser || mentions(DIRECT) && tree().path("context").path("direct").asBoolean(false);
  }

  /// `context.ip` 0.0.0.0 asks not to keep the address.
  boolean hidesAddress() {
    return mentions(NO_ADDRESS) && tree().path("context").path("ip").asString("").equals("0.0.0.0");
  }

  /// The event's name, or its type.
  String name() {
    var event = tree();
    for (var field : new String[] {"event", "name", "type"}) {
      var text = event.path(field).asString("").strip();
      if (!text.isEmpty()) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME);
      }
    }
    return "";
  }

  private boolean mentions(String word) {
    return letters.contains(word);
  }
}
