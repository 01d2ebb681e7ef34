package news.rendezvous.poll;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.parse.ParsedEntry;

/**
 * The entries of a source that were sent on, so that only new and changed ones are sent again: 16
 * bytes an entry, what names it and what it said, the longest unseen first.
 */
final class SeenEntries {

  private static final int SIZE = 2 * Long.BYTES;

  private final Map<Long, Long> digests;

  private SeenEntries(Map<Long, Long> digests) {
    this.digests = digests;
  }

  static SeenEntries of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Map<Long, Long> digests = new LinkedHashMap<>();
    while (buffer.remaining() >= SIZE) {
      digests.put(buffer.getLong(), buffer.getLong());
    }
    return new SeenEntries(digests);
  }

  byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(digests.size() * SIZE);
    digests.forEach((name, content) -> buffer.putLong(name).putLong(content));
    return buffer.array();
  }

  /** Whether an entry was seen just as it is. */
  boolean hold(ParsedEntry entry) {
    Long content = digests.get(name(entry));
    return content != null && content == Digest.of(entry.toString());
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
      next.put(name(entry), Digest.of(entry.toString()));
    }
    Iterator<Long> longestUnseen = next.keySet().iterator();
    for (int excess = next.size() - most; excess > 0; excess--) {
      longestUnseen.next();
      longestUnseen.remove();
    }
    return new SeenEntries(next);
  }

  // Two entries of one document may share a guid; their links then tell them apart.
  private static long name(ParsedEntry entry) {
    boolean named = entry.guid() != null || entry.link() != null;
    return Digest.of(entry.guid() + "\n" + entry.link() + "\n" + (named ? "" : entry.title()));
  }
}
