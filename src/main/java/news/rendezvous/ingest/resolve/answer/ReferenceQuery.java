package news.rendezvous.ingest.resolve.answer;

import java.net.URI;
import java.util.List;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Query for the URLs of one reference of one source.
 *
 * @param addresses to try, in this order
 * @param relative true if the source's known end point is tried before them
 */
public record ReferenceQuery(
    String source, LinkHash link, @Nullable String title, List<URI> addresses, boolean relative) {

  public ReferenceQuery {
    addresses = List.copyOf(addresses);
  }

  public static ReferenceQuery of(String source, EntryReference reference) {
    return new ReferenceQuery(
        source, reference.link(), reference.title(), reference.addresses(), reference.relative());
  }

  /** Query for a reference of a published item: only a relative one has several addresses. */
  public static ReferenceQuery of(String source, Related related) {
    return new ReferenceQuery(
        source,
        related.link(),
        related.title(),
        related.addresses(),
        related.addresses().size() > 1);
  }

  /** Identity: one query for each reference of a source. */
  public Key key() {
    return new Key(source, link);
  }

  public record Key(String source, LinkHash link) {}
}
