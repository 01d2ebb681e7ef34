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
 * the entries of a complete feed (RFC 5005 section 2), with which the next complete document is
 * compared. Documents in between that are not complete say nothing of what they lack.
 *
 * <p>Where more than half of a complete feed is missing at once, it may be a mistake of the
 * publisher: the entries count as removed when the next complete document lacks them too.
 *
 * @param deleted digests of the tombstones of the last document, 8 bytes each; null for none
 * @param complete entries of the last complete document, 24 bytes each: the digest of the identity,
 *     then the id that the first alias stands for. Null without one
 * @param missing entries that the last document, a complete one, lacks for the first time, in the
 *     same form; the same document again confirms them. Null for none
 * @param unconfirmed such entries after a document that is not complete, which confirms nothing
 *     when it comes again; null for none, and in records of older versions
 */
public record RemovedEntries(
    byte @Nullable [] deleted,
    byte @Nullable [] complete,
    byte @Nullable [] missing,
    byte @Nullable [] unconfirmed) {

  private static final RemovedEntries NONE = new RemovedEntries(null, null, null, null);
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
   * Compares a document that is not empty with those before it.
   *
   * @param before facts of those; null without any
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
        : new Found(
            deleted,
            Map.of(),
            orNull(
                new RemovedEntries(encoded(digests), known.complete, null, known.firstMissing())));
  }

  private byte @Nullable [] firstMissing() {
    return missing == null ? unconfirmed : missing;
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
    Map<Long, ItemId> removed = without(decoded(known.firstMissing()), present);
    boolean doubtful = 2 * gone.size() > before.size();
    if (!doubtful) {
      removed.putAll(gone);
    }
    RemovedEntries next =
        new RemovedEntries(
            encoded(digests), encoded(present), doubtful ? encoded(gone) : null, null);
    return new Found(deleted, removed, orNull(next));
  }

  // An entry whose link changed has another identity and the same alias.
  private static Map<Long, ItemId> without(Map<Long, ItemId> some, Map<Long, ItemId> present) {
    Set<ItemId> aliases = new HashSet<>(present.values());
    Map<Long, ItemId> left = new LinkedHashMap<>(some);
    left.keySet().removeAll(present.keySet());
    left.values().removeIf(aliases::contains);
    return left;
  }

  private static @Nullable RemovedEntries orNull(RemovedEntries next) {
    return next.deleted == null && next.complete == null && next.firstMissing() == null
        ? null
        : next;
  }

  /** The removals of a poll that found the same document again, by its bytes or validators. */
  public static Found repeated(@Nullable RemovedEntries before) {
    return before == null
        ? Found.NOTHING
        : new Found(
            List.of(),
            decoded(before.missing),
            new RemovedEntries(before.deleted, before.complete, null, before.unconfirmed));
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
