package news.rendezvous.ingest.parse.feed;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.EntryRemovals.DeletedEntry;
import news.rendezvous.item.text.InternetDate;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** Reader of tombstones (RFC 6721) and of the mark of a complete feed (RFC 5005 section 2). */
final class RemovalReader {

  /** Links of a document that has only a part of the feed (RFC 5005 sections 3 and 4). */
  private static final Set<String> PAGING =
      Set.of(
          "next", "previous", "prev", "first", "last", "prev-archive", "next-archive", "current");

  private RemovalReader() {}

  /**
   * The removals of a feed.
   *
   * @param link name of Atom's link element in this format
   */
  static EntryRemovals of(ChildElements feed, String link, BaseUrl base) {
    boolean complete =
        !feed.all("fh:complete").isEmpty()
            && feed.all("fh:archive").isEmpty()
            && feed.each(link).stream().noneMatch(RemovalReader::isPaging);
    List<DeletedEntry> deleted =
        feed.each("at:deleted-entry").stream()
            .map(tombstone -> deleted(tombstone, base))
            .filter(Objects::nonNull)
            .toList();
    return new EntryRemovals(complete, deleted);
  }

  private static boolean isPaging(ChildElements link) {
    String relation = link.attribute("rel");
    return relation != null && PAGING.contains(LowerCase.of(relation));
  }

  private static @Nullable DeletedEntry deleted(ChildElements tombstone, BaseUrl base) {
    String ref = tombstone.attribute("ref");
    String when = tombstone.attribute("when");
    return ref == null
        ? null
        : new DeletedEntry(
            AtomEntryReader.id(ref.strip(), base), when == null ? null : InternetDate.read(when));
  }
}
