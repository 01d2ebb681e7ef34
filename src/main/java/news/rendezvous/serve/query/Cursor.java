package news.rendezvous.serve.query;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import news.rendezvous.item.ItemId;
import news.rendezvous.view.TimelineKey;

/**
 * Pagination cursor of {@code before}: base64url of the whole sort key of an item, so that it works
 * on all replicas and after the item is gone.
 */
final class Cursor {

  private static final int TIME = Long.BYTES + Integer.BYTES;
  private static final int SIZE = 2 * TIME + 2 * Long.BYTES;
  // 40 bytes in base64url without padding.
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{54}");

  private Cursor() {}

  static String of(TimelineKey position) {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    put(bytes, position.timeline());
    put(bytes, position.published());
    UUID id = position.id().uuid();
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static void put(ByteBuffer bytes, Instant time) {
    bytes.putLong(time.getEpochSecond()).putInt(time.getNano());
  }

  static Optional<TimelineKey> parse(String cursor) {
    if (!FORM.matcher(cursor).matches()) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
    return time(bytes)
        .flatMap(
            timeline ->
                time(bytes).map(published -> new TimelineKey(timeline, published, id(bytes))));
  }

  private static Optional<Instant> time(ByteBuffer bytes) {
    long seconds = bytes.getLong();
    int nanos = bytes.getInt();
    boolean valid =
        seconds >= Instant.MIN.getEpochSecond()
            && seconds <= Instant.MAX.getEpochSecond()
            && nanos >= 0
            && nanos < 1_000_000_000;
    return valid ? Optional.of(Instant.ofEpochSecond(seconds, nanos)) : Optional.empty();
  }

  private static ItemId id(ByteBuffer bytes) {
    return new ItemId(new UUID(bytes.getLong(), bytes.getLong()));
  }
}
