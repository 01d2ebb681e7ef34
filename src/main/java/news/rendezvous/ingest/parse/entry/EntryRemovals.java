package news.rendezvous.ingest.parse.entry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of entries that it has no more.
 *
 * @param complete true if the document has all entries of the feed ({@code fh:complete}, RFC 5005
 *     section 2), and is no page or archive of a longer one
 * @param deleted entries that were deleted; at most {@link #MAX_DELETED}
 */
public record EntryRemovals(boolean complete, List<DeletedEntry> deleted) {

  public static final EntryRemovals NONE = new EntryRemovals(false, List.of());

  /** As many as there are entries in a document. */
  private static final int MAX_DELETED = 1_000;

  public EntryRemovals {
    deleted = deleted.stream().distinct().limit(MAX_DELETED).toList();
  }

  /**
   * An entry that was deleted ({@code at:deleted-entry}, RFC 6721).
   *
   * @param ref its atom:id
   * @param when time of the deletion; null if it cannot be read
   */
  public record DeletedEntry(String ref, @Nullable Instant when) {}
}
