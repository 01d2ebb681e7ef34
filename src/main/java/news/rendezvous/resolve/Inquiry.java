package news.rendezvous.resolve;

import java.net.URI;
import java.util.List;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * That a source needs to know where a reference leads.
 *
 * @param source id of the source
 * @param title as the story gives it
 * @param addresses where to ask, in this order
 * @param relative whether the end point that answered for the source comes before them
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

  /** The same for a reference of a published item: only a relative one has several addresses. */
  static Inquiry of(String source, Related related) {
    return new Inquiry(
        source,
        related.link(),
        related.title(),
        related.addresses(),
        related.addresses().size() > 1);
  }

  /** Of several about one reference for one source one is enough. */
  Key key() {
    return new Key(source, link);
  }

  /** The name of an query. */
  record Key(String source, LinkHash link) {}
}
