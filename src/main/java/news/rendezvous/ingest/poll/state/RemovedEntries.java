package news.rendezvous.ingest.poll.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.EntryRemovals.DeletedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * Entries that a feed removed, as stored in the poll-state topic: its tombstones (RFC 6721), and
 * the entries of a complete feed (RFC 5005 section 2), with which the next document is compared.
 *
 * <p>Where more than half of a complete feed is missing at once, it may be a mistake of the
 * publisher: the entries count as removed when the next poll finds the same.
 *
 * @param deleted digests of the tombstones of the last document, 8 bytes each; null for none
 * @param complete entries of the last complete document, 24 bytes each: the digest of the identity,
 *     then the id that the first alias stands for. Null if it was not complete
 * @param missing entries that are missing for the first time, in the same form; null for none
 */
public record RemovedEntries(
    byte @Nullable [] deleted, byte @Nullable [] complete, byte @Nullable [] missing) {

  private static final RemovedEntries NONE = new RemovedEntries(null, null, null);
  private static final int ENTRY_BYTES = 3 * Long.BYTES;

  /**
   * Removals of one poll.
   *
   * @param deleted tombstones that were not there before
   * @param missing alias ids of the entries that are missing in a complete feed, by the digests of
   *     their identities
   * @param next facts for the next poll; null for none
   */
  public record Found(
      List<DeletedEntry> deleted, Map<Long, ItemId> missing, @Nullable RemovedEntries next) {

    static final Found NOTHING = new Found(List.of(), Map.of(), null);
  }

  /**
   * Compares a document that is not empty with the one before it.
   *
   * @param before facts of that one; null without any
   * @param isWhole false if entries of the document were left out
   */
  public static Found in(
      @Nullable RemovedEntries before,
      EntryRemovals removals,
      List<ParsedEntry> entries,
      boolean isWhole,
      Function<ParsedEntry, Optional<ItemId>> aliasId) {
    RemovedEntries known = before == null ? NONE : before;
    List<DeletedEntry> deleted = new ArrayList<>();
    Set<Long> digests = new LinkedHashSet<>();
    Set<Long> digestsBefore = digests(known.deleted);
    for (DeletedEntry tombstone : removals.deleted()) {
      long digest = Digest.of(tombstone.ref() + "\n" + tombstone.when());
      if (digests.add(digest) && !digestsBefore.contains(digest)) {
        deleted.add(tombstone);
      }
    }
    return removals.complete() && isWhole
        ? complete(known, deleted, digests, entries(entries, aliasId))
        : found(deleted, digests, Map.of(), Map.of(), Map.of());
  }

  private static Map<Long, ItemId> entries(
      List<ParsedEntry> entries, Function<ParsedEntry, Optional<ItemId>> aliasId) {
    Map<Long, ItemId> all = new LinkedHashMap<>();
    entries.forEach(
        entry -> aliasId.apply(entry).ifPresent(id -> all.put(SeenEntries.identity(entry), id)));
    return all;
  }

  private static Found complete(
      RemovedEntries known,
      List<DeletedEntry> deleted,
      Set<Long> digests,
      Map<Long, ItemId> present) {
    Map<Long, ItemId> before = decoded(known.complete);
    Map<Long, ItemId> gone = without(before, present);
    Map<Long, ItemId> removed = without(decoded(known.missing), present);
    boolean doubtful = 2 * gone.size() > before.size();
    if (!doubtful) {
      removed.putAll(gone);
    }
    return found(deleted, digests, removed, present, doubtful ? gone : Map.of());
  }

  // An entry whose link changed has another identity and the same alias.
  private static Map<Long, ItemId> without(Map<Long, ItemId> some, Map<Long, ItemId> present) {
    Set<ItemId> aliases = new HashSet<>(present.values());
    Map<Long, ItemId> left = new LinkedHashMap<>(some);
    left.keySet().removeAll(present.keySet());
    left.values().removeIf(aliases::contains);
    return left;
  }

  private static Found found(
      List<DeletedEntry> deleted,
      Set<Long> digests,
      Map<Long, ItemId> removed,
      Map<Long, ItemId> present,
      Map<Long, ItemId> missing) {
    RemovedEntries next =
        digests.isEmpty() && present.isEmpty() && missing.isEmpty()
            ? null
            : new RemovedEntries(encoded(digests), encoded(present), encoded(missing));
    return new Found(deleted, removed, next);
  }

  /** The removals of a poll that found the same document again, by its bytes or validators. */
  public static Found repeated(@Nullable RemovedEntries before) {
    return before == null
        ? Found.NOTHING
        : new Found(
            List.of(),
            decoded(before.missing),
            new RemovedEntries(before.deleted, before.complete, null));
  }

  private static Set<Long> digests(byte @Nullable [] bytes) {
    Set<Long> digests = new HashSet<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    while (buffer.remaining() >= Long.BYTES) {
      digests.add(buffer.getLong());
    }
    return digests;
  }

  private static byte @Nullable [] encoded(Set<Long> digests) {
    ByteBuffer buffer = ByteBuffer.allocate(digests.size() * Long.BYTES);
    digests.forEach(buffer::putLong);
    return digests.isEmpty() ? null : buffer.array();
  }

  private static Map<Long, ItemId> decoded(byte @Nullable [] bytes) {
    Map<Long, ItemId> entries = new LinkedHashMap<>();
    ByteBuffer buffer = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
    while (buffer.remaining() >= ENTRY_BYTES) {
      entries.put(buffer.getLong(), new ItemId(new UUID(buffer.getLong(), buffer.getLong())));
    }
    return entries;
  }

  private static byte @Nullable [] encoded(Map<Long, ItemId> entries) {
    ByteBuffer buffer = ByteBuffer.allocate(entries.size() * ENTRY_BYTES);
    entries.forEach(
        (identity, id) ->
            buffer
                .putLong(identity)
                .putLong(id.uuid().getMostSignificantBits())
                .putLong(id.uuid().getLeastSignificantBits()));
    return entries.isEmpty() ? null : buffer.array();
  }
}
