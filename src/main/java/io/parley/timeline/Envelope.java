package io.parley.timeline;

import io.parley.platform.Problem;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// A request's body, read once without building a tree: where each event begins and ends, and what stands around them.
/// `sentAt` and `context` stand on a batch; a single event carries its own. An event over 32 KB does not cost its
/// neighbours: it is left out of the batch, into `tooLarge`. A request with nothing else in it is refused.
record Envelope(
    byte[] bytes,
    List<Slice> events,
    List<Slice> tooLarge,
    @Nullable String writeKey,
    @Nullable String sentAt,
    @Nullable Slice context) {
  static final int MOST_EVENTS = 2_500;
  static final int MOST_BATCH_BYTES = 500 * 1024;
  static final int MOST_EVENT_BYTES = 32 * 1024;
  private static final int CHARACTERS_A_ROUND = 4_096;

  /// A stretch of the body's bytes.
  record Slice(int start, int end) {
    int length() {
      return end - start;
    }
  }

  static Envelope batch(JsonMapper json, byte[] body) {
    return read(json, body, true);
  }

  static Envelope single(JsonMapper json, byte[] body) {
    return read(json, body, false);
  }

  private static Envelope read(JsonMapper json, byte[] body, boolean batch) {
    if (body.length > MOST_BATCH_BYTES) {
      throw Problem.invalid("too_large", "一次最多 500 KB，請分成幾批再送", "At most 500 KB at once. Send it in several batches");
    }
    var start = utf8(body);
    try (var parser = json.createParser(body, start, body.length - start)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed();
      }
      var read = new Reading(start);
      read.object(parser, batch);
      if (parser.nextToken() != null || (batch && !read.batchFound)) {
        throw malformed();
      }
      if (!batch) {
        read.add(new Slice(start, body.length));
      }
      if (read.events.isEmpty() && !read.tooLarge.isEmpty()) {
        throw Problem.invalid("event_too_large", "一則事件最多 32 KB", "An event has at most 32 KB");
      }
      return new Envelope(body, read.events, read.tooLarge, read.writeKey, read.sentAt, batch ? read.context : null);
    } catch (JacksonException notJson) {
      throw malformed();
    }
  }

  private static final class Reading {
    private final int offset;
    private final List<Slice> events = new ArrayList<>();
    private final List<Slice> tooLarge = new ArrayList<>();
    private @Nullable String writeKey;
    private @Nullable String sentAt;
    private @Nullable Slice context;
    private boolean batchFound;

    Reading(int offset) {
      this.offset = offset;
    }

    private void object(JsonParser parser, boolean batch) {
      String name;
      while ((name = parser.nextName()) != null) {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING && name.equals("writeKey")) {
          writeKey = parser.getString();
        } else if (token == JsonToken.VALUE_STRING && name.equals("sentAt")) {
          sentAt = parser.getString();
        } else if (batch && token == JsonToken.START_OBJECT && name.equals("context")) {
          context = slice(parser);
        } else if (batch && token == JsonToken.START_ARRAY && name.equals("batch")) {
          batchFound = true;
          array(parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private void array(JsonParser parser) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw malformed();
        }
        if (events.size() + tooLarge.size() == MOST_EVENTS) {
          throw Problem.invalid("too_many", "一次最多 2,500 則事件，請分成幾批再送",
              "At most 2,500 events at once. Send them in several batches");
        }
        add(slice(parser));
      }
    }

    private void add(Slice event) {
      (event.length() > MOST_EVENT_BYTES ? tooLarge : events).add(event);
    }

    private Slice slice(JsonParser parser) {
      var start = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      return new Slice(offset + start, offset + (int) parser.currentLocation().getByteOffset());
    }
  }

  /// Where the text begins (after a byte order mark), if it is UTF-8 without NUL, which no JSON text contains.
  private static int utf8(byte[] body) {
    var start = body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    var input = ByteBuffer.wrap(body, start, body.length - start);
    var output = CharBuffer.allocate(Math.min(body.length + 2, CHARACTERS_A_ROUND));
    for (var round = decoder.decode(input, output, true); !round.isUnderflow();
        round = decoder.decode(input, output.clear(), true)) {
      if (round.isError()) {
        throw Problem.invalid("charset", "內容不是 UTF-8", "The content is not UTF-8");
      }
    }
    for (var b : body) {
      if (b == 0) {
        throw malformed();
      }
    }
    return start;
  }

  static Problem malformed() {
    return Problem.invalid("malformed", "讀不懂這份內容，請送 JSON",
        "This cannot be read. Send JSON as the Segment API describes it");
  }
}
