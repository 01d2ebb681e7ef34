package news.rendezvous.item.text;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed-hash message authentication codes (HMAC, RFC 2104) with the hashes of WebSub. */
public enum Hmac {
  SHA1("HmacSHA1"),
  SHA256("HmacSHA256"),
  SHA384("HmacSHA384"),
  SHA512("HmacSHA512");

  private final String algorithm;

  Hmac(String algorithm) {
    this.algorithm = algorithm;
  }

  /**
   * The code of some bytes.
   *
   * @param key at least one byte
   */
  public byte[] of(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is part of every Java", e);
    }
  }

  /** The code in hexadecimal, as {@code X-Hub-Signature} has it. */
  public String hex(byte[] key, byte[] message) {
    return HexFormat.of().formatHex(of(key, message));
  }

  /** True if the code in hexadecimal, in any case, is that of the message; in constant time. */
  public boolean matches(String hex, byte[] key, byte[] message) {
    try {
      return MessageDigest.isEqual(HexFormat.of().parseHex(hex), of(key, message));
    } catch (IllegalArgumentException e) {
      return false; // not hexadecimal
    }
  }
}
