package news.rendezvous.source;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import news.rendezvous.item.url.FeedUrl;

/**
 * Encrypts and decrypts the credentials of sources, and the secrets of webhooks and subscribers:
 * AES-256-GCM (NIST SP 800-38D) with a random nonce before each ciphertext. Their owner and the
 * origin that they are for are authenticated with it, so that a ciphertext that is copied to
 * another source, or to another host, cannot be decrypted there.
 */
@Singleton
public class CredentialVault {

  private static final String ALGORITHM = "AES";
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String KEY = "rendezvous.admin.credentials-key";

  private final Optional<SecretKeySpec> key;
  private final SecureRandom random = new SecureRandom();

  /** A secret, decrypted or not. */
  public sealed interface Opened {

    /** The secret, such as the value of the header Authorization. */
    record Value(String text) implements Opened {

      /** Without the value, which must not get into a log. */
      @Override
      public String toString() {
        return "Value";
      }
    }

    /** The reason why it cannot be decrypted, and the remedy. */
    record Unreadable(String reason) implements Opened {}
  }

  @Inject
  public CredentialVault(CredentialsConfig config) {
    this.key = config.credentialsKey().map(String::strip).map(CredentialVault::key);
  }

  // Eager: a malformed key stops the start with a clear message.
  void start(@Observes StartupEvent event) {}

  private static SecretKeySpec key(String text) {
    keyMistake(text)
        .ifPresent(
            form -> {
              throw new ConfigurationException(KEY + " " + form);
            });
    return new SecretKeySpec(Base64.getDecoder().decode(text), ALGORITHM);
  }

  /** The expected form of the key; empty for a valid one. */
  public static Optional<String> keyMistake(String text) {
    return lengthInBytes(text.strip()) == KEY_BYTES
        ? Optional.empty()
        : Optional.of(
            "must be %d bytes in base64, such as the output of: openssl rand -base64 %1$d"
                .formatted(KEY_BYTES));
  }

  private static int lengthInBytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** True if credentials are stored encrypted. */
  public boolean encrypts() {
    return key.isPresent();
  }

  /**
   * The credentials as they are stored for a source.
   *
   * @param header value of the header Authorization
   */
  public Authorization seal(
      Authorization.Scheme scheme, String header, String sourceId, FeedUrl url) {
    StoredSecret stored = seal(header, sourceId, url);
    return new Authorization(scheme, stored.plain(), stored.sealed());
  }

  /**
   * A secret as it is stored.
   *
   * @param owner the id of a source, or a path that no id can be
   * @param url where it may be used
   */
  public StoredSecret seal(String secret, String owner, FeedUrl url) {
    return key.map(with -> new StoredSecret(null, encrypt(with, secret, context(owner, url))))
        .orElseGet(() -> new StoredSecret(secret, null));
  }

  /** The credentials of a source. */
  public Opened open(Authorization authorization, Source source) {
    return open(
        new StoredSecret(authorization.plain(), authorization.sealed()),
        source.id(),
        source.url(),
        "its authorization",
        "give the source its authorization again");
  }

  /**
   * The secret of a webhook or a WebSub subscriber.
   *
   * @param owner as it was sealed for
   */
  public Opened open(StoredSecret secret, String owner, FeedUrl url) {
    return open(
        secret,
        owner,
        url,
        "its secret",
        "give it again, with the view of the webhook or with another subscription");
  }

  private Opened open(StoredSecret secret, String owner, FeedUrl url, String what, String remedy) {
    if (secret.plain() != null) {
      return new Opened.Value(secret.plain());
    }
    if (key.isEmpty() || secret.sealed() == null) {
      return new Opened.Unreadable(
          "%s is encrypted, and no key is configured: set %s to the key that it was stored with, or %s"
              .formatted(what, KEY, remedy));
    }
    return decrypt(key.get(), secret.sealed(), context(owner, url))
        .<Opened>map(Opened.Value::new)
        .orElseGet(
            () ->
                new Opened.Unreadable(
                    ("%s was encrypted with another key, or for another host: set %s to the key that"
                            + " it was stored with, or %s")
                        .formatted(what, KEY, remedy)));
  }

  private static byte[] context(String owner, FeedUrl url) {
    return (owner + '\n' + url.origin()).getBytes(StandardCharsets.UTF_8);
  }

  private String encrypt(SecretKeySpec secret, String text, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, secret, nonce, context)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java", e);
    }
  }

  private static Optional<String> decrypt(SecretKeySpec secret, String sealed, byte[] context) {
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed);
      if (bytes.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, secret, nonce, context)
              .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty(); // another key, another source, or no ciphertext at all
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec secret, byte[] nonce, byte[] context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(context);
    return cipher;
  }
}
