package io.parley.conversation;

import io.parley.platform.Problem;
import io.parley.platform.Secrets;
import io.parley.platform.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/// A browser on the merchant's site, with the proof that it is the one it says. Nothing is known of it before it
/// writes.
public record Visitor(WorkspaceId workspace, String anonymousId, String secretHash) {
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\]]{1,128}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_+/=-]{22,128}");

  /// `secret` is at least 128 random bits, in hex or base64.
  public static Visitor of(WorkspaceId workspace, String anonymousId, String secret) {
    if (!ID.matcher(anonymousId).matches() || !SECRET.matcher(secret).matches()) {
      throw stranger();
    }
    return new Visitor(workspace, anonymousId, Secrets.sha256(secret));
  }

  boolean fits(String hash) {
    return MessageDigest.isEqual(
        secretHash.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  public static Problem stranger() {
    return new Problem(401, "wrong_secret", "這個瀏覽器的憑證不對，請重新整理頁面", "This browser's proof is wrong. Reload the page");
  }
}
