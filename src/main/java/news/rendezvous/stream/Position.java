package news.rendezvous.stream;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A place in the items topic: for each partition the offset of the next record. Offsets are Kafka's
 * own, so it means the same on every replica; a partition that it does not name is one that was
 * added later, all of which is still to come.
 *
 * <p>Clients carry it as base64url, without padding, of a version and the offsets, each in as many
 * groups of seven bits as it needs, the least first.
 */
final class Position {

  private static final byte VERSION = 1;
  private static final int LONGEST_OFFSET = 9; // 63 bits in groups of seven
  // Far more partitions than any topic of news has, and still a header that every proxy passes.
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{2,4096}");

  private final long[] next;

  private Position(long[] next) {
    this.next = next;
  }

  static Position of(long... next) {
    return new Position(next.clone());
  }

  /** The position in a text; empty for one that is none. */
  static Optional<Position> parse(String text) {
    if (!FORM.matcher(text).matches() || text.length() % 4 == 1) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    if (bytes.get() != VERSION) {
      return Optional.empty();
    }
    long[] next = new long[bytes.remaining()];
    int partitions = 0;
    while (bytes.hasRemaining()) {
      next[partitions++] = offset(bytes);
    }
    Position position = new Position(Arrays.copyOf(next, partitions));
    // One position has one text: this refuses what is cut off, padded or out of range.
    return position.toString().equals(text) ? Optional.of(position) : Optional.empty();
  }

  private static long offset(ByteBuffer bytes) {
    long offset = 0;
    for (int shift = 0; bytes.hasRemaining() && shift < LONGEST_OFFSET * 7; shift += 7) {
      byte group = bytes.get();
      offset |= (long) (group & 0x7F) << shift;
      if (group >= 0) {
        break;
      }
    }
    return offset;
  }

  int partitions() {
    return next.length;
  }

  /** The offset of the next record of a partition. */
  long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  /** Whether a record lies behind it. */
  boolean isPast(StreamEvent event) {
    return next(event.partition()) > event.offset();
  }

  /** The position behind a record. */
  Position after(StreamEvent event) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, event.partition() + 1));
    moved[event.partition()] = Math.max(moved[event.partition()], event.offset() + 1);
    return new Position(moved);
  }

  /** The later of two positions, partition by partition. */
  Position or(Position other) {
    long[] later = new long[Math.max(next.length, other.next.length)];
    Arrays.setAll(later, partition -> Math.max(next(partition), other.next(partition)));
    return new Position(later);
  }

  /** Whether no partition stands before where it stands in the other. */
  boolean reaches(Position other) {
    return IntStream.range(0, other.next.length).allMatch(p -> next(p) >= other.next(p));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position position && Arrays.equals(next, position.next);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + next.length * LONGEST_OFFSET).put(VERSION);
    for (long offset : next) {
      put(bytes, offset);
    }
    byte[] written = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(written);
  }

  private static void put(ByteBuffer bytes, long offset) {
    long rest = offset;
    while (rest > 0x7F) {
      bytes.put((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }
}
