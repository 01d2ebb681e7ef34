package news.rendezvous.source;

import org.jspecify.annotations.Nullable;

/**
 * A secret as stored in a topic: encrypted where a key is configured, else as it is. {@link
 * CredentialVault} makes and opens it.
 *
 * @param plain the secret; null if it is encrypted
 * @param sealed the encrypted secret in base64; null if it is not encrypted
 */
public record StoredSecret(@Nullable String plain, @Nullable String sealed) {

  /**
   * Rejects incomplete records.
   *
   * @throws IllegalArgumentException unless there is exactly one value, which is not empty
   */
  public StoredSecret {
    if (plain != null && plain.isEmpty()) {
      throw new IllegalArgumentException("a secret is empty");
    }
    if ((plain == null) == (sealed == null)) {
      throw new IllegalArgumentException("a secret has neither or both values");
    }
  }

  /** Without the value, which must not get into a log. */
  @Override
  public String toString() {
    return "StoredSecret";
  }
}
