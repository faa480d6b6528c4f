package io.parley.audience.condition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the rows of a trace are kept by: the first 64 bits of the SHA-256 of its definition. The fold asks for it
/// several times an event, so it is worked out once.
final class TraceHash {
  private static final int MOST_KNOWN = 20_000;
  private static final Map<Trace, Long> KNOWN = new ConcurrentHashMap<>();

  private TraceHash() {}

  static long of(Trace trace) {
    var known = KNOWN.get(trace);
    if (known != null) {
      return known;
    }
    if (KNOWN.size() >= MOST_KNOWN) {
      KNOWN.clear();
    }
    var hash = hash(trace.definition());
    KNOWN.put(trace, hash);
    return hash;
  }

  private static long hash(String definition) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
          .digest(definition.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
