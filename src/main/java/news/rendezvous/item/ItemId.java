package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stable id of a news item and the key of its records, {@code urn:uuid:} with a name-based
 * UUID: the same edition and first identity give the same id, on every machine and at every time.
 *
 * @param uuid version 5 of RFC 9562
 */
public record ItemId(UUID uuid) {

  private static final String PREFIX = "urn:uuid:";
  private static final UUID NAMESPACE = UUID.fromString("6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11");

  /** The id of a story, from its edition and its first alias. */
  public static ItemId of(String edition, Alias first) {
    return new ItemId(versionFive(edition + '\n' + first.match() + '\n' + first.key()));
  }

  /** The id in its text form; empty for anything but {@code urn:uuid:} and a UUID. */
  public static Optional<ItemId> parse(@Nullable String text) {
    if (text == null || text.length() != PREFIX.length() + 36 || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ItemId(UUID.fromString(text.substring(PREFIX.length()))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // of the right length, but no UUID
    }
  }

  @JsonCreator
  static ItemId fromJson(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException("no item id: " + text));
  }

  // RFC 9562 section 5.5: SHA-1 of namespace and name, then version and variant set.
  private static UUID versionFive(String name) {
    ByteBuffer input = ByteBuffer.wrap(new byte[16]);
    input.putLong(NAMESPACE.getMostSignificantBits()).putLong(NAMESPACE.getLeastSignificantBits());
    MessageDigest sha1 = sha1();
    sha1.update(input.array());
    ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (hash.getLong() & ~0xF000L) | 0x5000L;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return PREFIX + uuid;
  }
}
