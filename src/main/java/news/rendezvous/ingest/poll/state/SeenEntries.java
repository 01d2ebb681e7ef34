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
 * Digests of the entries of a source that were sent, so that only new and changed ones are sent
 * again. Each is 8 bytes: 40 bits of its identity and 24 bits of its content. The least recently
 * seen come first.
 *
 * <p>Collisions of such short digests are harmless. A new entry counts as seen only if all 64 bits
 * equal those of one of a few thousand entries; two entries with equal identity bits are sent at
 * each poll, and the dedup stage drops them; one change in 16 million is missed until the next one.
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

  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(digests.size() * Long.BYTES);
    digests.forEach((identity, content) -> buffer.putLong(identity | content));
    return buffer.array();
  }

  /** True if an entry was seen with equal content. */
  public boolean containsUnchanged(ParsedEntry entry) {
    Long content = digests.get(identity(entry));
    return content != null && content == content(entry);
  }

  /** Number of entries. */
  public int size() {
    return digests.size();
  }

  /** The entries of a document that are new: neither identity nor content were seen. */
  public List<ParsedEntry> unseen(List<ParsedEntry> document) {
    if (digests.isEmpty()) {
      return document; // without digests of all contents
    }
    Set<Long> contents = new HashSet<>(digests.values());
    return document.stream()
        .filter(entry -> !contains(entry))
        .filter(entry -> !contents.contains(content(entry)))
        .toList();
  }

  /** True if an entry was seen, changed or not. */
  boolean contains(ParsedEntry entry) {
    return digests.containsKey(identity(entry));
  }

  /** Without the most recently seen. */
  SeenEntries withoutNewest(int count) {
    Map<Long, Long> older = new LinkedHashMap<>();
    digests.entrySet().stream()
        .limit(Math.max(0, digests.size() - count))
        .forEach(entry -> older.put(entry.getKey(), entry.getValue()));
    return new SeenEntries(older);
  }

  /** Number of entries of a document with seen content and a new guid; links may be tokens. */
  int countRenamed(List<ParsedEntry> document) {
    if (digests.isEmpty()) {
      return 0;
    }
    Set<Long> contents = new HashSet<>(digests.values());
    return (int)
        document.stream()
            .filter(entry -> entry.guid() != null && !digests.containsKey(identity(entry)))
            .filter(entry -> contents.contains(content(entry)))
            .count();
  }

  /**
   * Adds the entries of a document.
   *
   * @param most maximum number that is kept; the least recently seen are dropped first
   */
  public SeenEntries with(List<ParsedEntry> document, int most) {
    Map<Long, Long> next = new LinkedHashMap<>(digests);
    for (ParsedEntry entry : document) {
      next.remove(identity(entry));
      next.put(identity(entry), content(entry));
    }
    return newest(next, most);
  }

  private static SeenEntries newest(Map<Long, Long> next, int most) {
    Iterator<Long> leastRecent = next.keySet().iterator();
    for (int excess = next.size() - most; excess > 0; excess--) {
      leastRecent.next();
      leastRecent.remove();
    }
    return new SeenEntries(next);
  }

  /** These and others, which were seen later: an entry of both has the content of the others. */
  public SeenEntries and(SeenEntries later) {
    if (later.digests.isEmpty()) {
      return this;
    }
    Map<Long, Long> all = new LinkedHashMap<>(digests);
    all.keySet().removeAll(later.digests.keySet());
    all.putAll(later.digests);
    return new SeenEntries(all);
  }

  /** True if an entry is in both, changed or not. */
  public boolean overlaps(SeenEntries other) {
    return digests.keySet().stream().anyMatch(other.digests::containsKey);
  }

  SeenEntries without(Set<Long> identities) {
    Map<Long, Long> left = new LinkedHashMap<>(digests);
    left.keySet().removeAll(identities);
    return new SeenEntries(left);
  }

  /** Digest of what identifies an entry within its source. */
  static long identity(ParsedEntry entry) {
    return EntryDigest.ofIdentity(entry) & ~CONTENT;
  }

  private static long content(ParsedEntry entry) {
    return EntryDigest.ofContent(entry) & CONTENT;
  }
}
