package news.rendezvous.resolve;

import java.net.URI;
import java.util.List;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * Query for the URLs of one reference of one source.
 *
 * @param source id of the source
 * @param title of the reference in the story
 * @param addresses to try, in this order
 * @param relative true if the source's known end point is tried before them
 */
record Inquiry(
    String source, LinkHash link, @Nullable String title, List<URI> addresses, boolean relative) {

  Inquiry {
    addresses = List.copyOf(addresses);
  }

  static Inquiry of(String source, Reference reference) {
    return new Inquiry(
        source, reference.link(), reference.title(), reference.addresses(), reference.relative());
  }

  /** Query for a reference of a published item: only a relative one has several addresses. */
  static Inquiry of(String source, Related related) {
    return new Inquiry(
        source,
        related.link(),
        related.title(),
        related.addresses(),
        related.addresses().size() > 1);
  }

  /** Identity: one query for each reference of a source. */
  Key key() {
    return new Key(source, link);
  }

  record Key(String source, LinkHash link) {}
}
