package io.parley.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps the providers' secrets encrypted at rest: AES-256-GCM, a fresh 96-bit nonce each time (NIST SP 800-38D §8.2).
/// The master key lives in a file of the data folder or in `PARLEY_MASTER_KEY`, never in the database.
public final class Secrets {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final byte[] master;
  private final SecureRandom random = new SecureRandom();

  public Secrets(byte[] master) {
    if (master.length != 32) {
      throw new IllegalArgumentException("The master key has 32 bytes, not " + master.length);
    }
    this.master = master.clone();
  }

  /// `context` names where the secret stands; a sealed secret opens nowhere else.
  public byte[] seal(String context, String secret) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    var sealed = aes(Cipher.ENCRYPT_MODE, context, nonce, secret.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
  }

  public String open(String context, byte[] sealed) {
    var nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    var secret = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return new String(aes(Cipher.DECRYPT_MODE, context, nonce, secret), StandardCharsets.UTF_8);
  }

  /// A password for `name` that every node with the same master key derives alike.
  public String derive(String name) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac("HmacSHA256", master, name.getBytes(
        StandardCharsets.UTF_8)));
  }

  public static byte[] hmac(String algorithm, byte[] key, byte[] text) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(text);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  public static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  /// The secret was sealed with another master key, for another place, or was altered.
  public static final class Unopened extends IllegalStateException {
    Unopened(GeneralSecurityException cause) {
      super("A sealed secret could not be opened. Was the master key changed?", cause);
    }
  }

  private byte[] aes(int mode, String context, byte[] nonce, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(master, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException broken) {
      throw new Unopened(broken);
    }
  }
}
