package news.rendezvous.view;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Vector of Kafka offsets: for each partition of the items topic the offset of the next record. It
 * is valid on every replica. A partition that was added later has offset 0. A fingerprint of the
 * topic's id (KIP-516) tells the offsets of a topic that was deleted and created again apart.
 *
 * <p>Clients carry it as the base64url encoding (RFC 4648 section 5), without padding, of a version
 * byte, the fingerprint (four bytes, the highest first; not in version 1) and the offsets as
 * variable-length integers (LEB128: groups of seven bits, the lowest first).
 */
public final class StreamPosition {

  private static final byte ANY_TOPIC = 1;
  private static final byte ONE_TOPIC = 2;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final int LONGEST_OFFSET = 9; // 63 bits in groups of seven
  // Hundreds of partitions, in a header of a length that every proxy accepts.
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{2,4096}");

  private final int topic; // 0: not known
  private final long[] next;

  private StreamPosition(int topic, long[] next) {
    this.topic = topic;
    this.next = next;
  }

  /** A position of a topic that is not known. */
  public static StreamPosition of(long... next) {
    return new StreamPosition(0, next.clone());
  }

  /**
   * The position with the next offset of each partition, and 0 for those that are left out, of a
   * topic that is not known.
   */
  public static StreamPosition of(Map<Integer, Long> positions) {
    int last = positions.keySet().stream().mapToInt(partition -> partition).max().orElse(-1);
    long[] next = new long[last + 1];
    positions.forEach((partition, offset) -> next[partition] = offset);
    return new StreamPosition(0, next);
  }

  /** The same offsets, of the topic with this id. */
  public StreamPosition in(Uuid topicId) {
    return new StreamPosition(fingerprint(topicId), next);
  }

  private static int fingerprint(Uuid topicId) {
    int hash = Long.hashCode(topicId.getMostSignificantBits() ^ topicId.getLeastSignificantBits());
    return hash == 0 ? 1 : hash;
  }

  /** False for a position of another topic; true for one whose topic is not known. */
  public boolean mayBeIn(Uuid topicId) {
    return topic == 0 || topic == fingerprint(topicId);
  }

  /** Reads the text form; empty for any other text. */
  public static Optional<StreamPosition> parse(String text) {
    if (!FORM.matcher(text).matches() || text.length() % 4 == 1) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    byte version = bytes.get();
    if (version != ANY_TOPIC && (version != ONE_TOPIC || bytes.remaining() < Integer.BYTES)) {
      return Optional.empty();
    }
    int topic = version == ANY_TOPIC ? 0 : bytes.getInt();
    long[] next = new long[bytes.remaining()];
    int partitions = 0;
    while (bytes.hasRemaining()) {
      next[partitions++] = offset(bytes);
    }
    StreamPosition position = new StreamPosition(topic, Arrays.copyOf(next, partitions));
    // The encoding is canonical: this rejects truncated, padded and out-of-range numbers.
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

  public int partitions() {
    return next.length;
  }

  public long next(int partition) {
    return partition < next.length ? next[partition] : 0;
  }

  public boolean isPast(int partition, long offset) {
    return next(partition) > offset;
  }

  public StreamPosition after(int partition, long offset) {
    long[] moved = Arrays.copyOf(next, Math.max(next.length, partition + 1));
    moved[partition] = Math.max(moved[partition], offset + 1);
    return new StreamPosition(topic, moved);
  }

  public StreamPosition or(StreamPosition other) {
    long[] later = new long[Math.max(next.length, other.next.length)];
    Arrays.setAll(later, partition -> Math.max(next(partition), other.next(partition)));
    return new StreamPosition(topic == 0 ? other.topic : topic, later);
  }

  public boolean reaches(StreamPosition other) {
    return IntStream.range(0, other.next.length).allMatch(p -> next(p) >= other.next(p));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof StreamPosition position
            && topic == position.topic
            && Arrays.equals(next, position.next));
  }

  @Override
  public int hashCode() {
    return 31 * topic + Arrays.hashCode(next);
  }

  @Override
  public String toString() {
    return new String(toBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The text form in ASCII. */
  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + Integer.BYTES + next.length * LONGEST_OFFSET);
    if (topic == 0) {
      bytes.put(ANY_TOPIC);
    } else {
      bytes.put(ONE_TOPIC).putInt(topic);
    }
    for (long offset : next) {
      put(bytes, offset);
    }
    return BASE64.encode(Arrays.copyOf(bytes.array(), bytes.position()));
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
