package news.rendezvous.ingest.dialect.reference;

import java.net.URI;
import java.util.List;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls?link=<hash>} reference in the body of an entry.
 *
 * @param addresses URLs of end points, absolute, in the order in which they are tried; empty if no
 *     base is known
 * @param relative true if only the URL of the story or feed gives the base: the end point that
 *     answered for the source before is tried first
 */
public record EntryReference(
    LinkHash link, @Nullable String title, List<URI> addresses, boolean relative) {

  /** A reference that names its end point. */
  public EntryReference(LinkHash link, @Nullable String title, List<URI> addresses) {
    this(link, title, addresses, false);
  }

  public EntryReference {
    addresses = List.copyOf(addresses);
  }
}
