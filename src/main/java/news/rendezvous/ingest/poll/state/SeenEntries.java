package news.rendezvous.ingest.poll.state;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a source that were sent on, so that only new and changed ones are sent again: 8
 * bytes an entry, of which 5 are of what names it and 3 of what it said, the longest unseen first.
 *
 * <p>So few bytes err harmlessly. A new entry is taken for a seen one only where all 64 bits agree
 * with one of a few thousand; two entries whose names agree are each sent again and again, which
 * the dedup stage drops; and one change in 16 million goes unnoticed until the next.
 */
public final class SeenEntries {

  private static final int CONTENT_BITS = 24;
  private static final long CONTENT = (1L << CONTENT_BITS) - 1;

  private final Map<Long, Long> digests;

  private SeenEntries(Map<Long, Long> digests) {
    this.digests = digests;
  }

  public static SeenEntries of(byte @Nullable [] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    Map<Long, Long> digests = new LinkedHashMap<>();
    while (buffer.remaining() >= Long.BYTES) {
      long digest = buffer.getLong();
      digests.put(digest & ~CONTENT, digest & CONTENT);
    }
    return new SeenEntries(digests);
  }

  byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(digests.size() * Long.BYTES);
    digests.forEach((name, content) -> buffer.putLong(name | content));
    return buffer.array();
  }

  /** Whether an entry was seen just as it is. */
  public boolean hold(ParsedEntry entry) {
    Long content = digests.get(name(entry));
    return content != null && content == content(entry);
  }

  /** How many there are. */
  public int size() {
    return digests.size();
  }

  /** The entries of a document that are new: neither their names nor their words were seen. */
  public List<ParsedEntry> unseen(List<ParsedEntry> document) {
    Set<Long> contents = new HashSet<>(digests.values());
    return document.stream()
        .filter(entry -> !know(entry))
        .filter(entry -> !contents.contains(content(entry)))
        .toList();
  }

  /** Whether an entry was seen, changed or not. */
  boolean know(ParsedEntry entry) {
    return digests.containsKey(name(entry));
  }

  /** These without those that were seen last. */
  SeenEntries withoutNewest(int count) {
    Map<Long, Long> older = new LinkedHashMap<>();
    digests.entrySet().stream()
        .limit(Math.max(0, digests.size() - count))
        .forEach(entry -> older.put(entry.getKey(), entry.getValue()));
    return new SeenEntries(older);
  }

  /** How many entries of a document were seen, but under another guid; links may be tokens. */
  int renamed(List<ParsedEntry> document) {
    Set<Long> contents = new HashSet<>(digests.values());
    return (int)
        document.stream()
            .filter(entry -> entry.guid() != null && !digests.containsKey(name(entry)))
            .filter(entry -> contents.contains(content(entry)))
            .count();
  }

  /**
   * These and the entries of a document.
   *
   * @param most how many are kept; the longest unseen go first
   */
  SeenEntries with(List<ParsedEntry> document, int most) {
    Map<Long, Long> next = new LinkedHashMap<>(digests);
    for (ParsedEntry entry : document) {
      next.remove(name(entry));
      next.put(name(entry), content(entry));
    }
    Iterator<Long> longestUnseen = next.keySet().iterator();
    for (int excess = next.size() - most; excess > 0; excess--) {
      longestUnseen.next();
      longestUnseen.remove();
    }
    return new SeenEntries(next);
  }

  private static long name(ParsedEntry entry) {
    return EntryDigest.ofIdentity(entry) & ~CONTENT;
  }

  private static long content(ParsedEntry entry) {
    return EntryDigest.ofContent(entry) & CONTENT;
  }
}
