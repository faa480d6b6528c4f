package io.parley.audience;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What cells are kept by: conditions that ask the same have the same. The first 64 bits of the SHA-256 of the
/// condition's definition.
record Definition(long value) {

  static Definition of(Condition condition) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(condition.definition().getBytes(StandardCharsets.UTF_8));
      return new Definition(ByteBuffer.wrap(hash).getLong());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
