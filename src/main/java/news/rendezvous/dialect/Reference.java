package news.rendezvous.dialect;

import java.net.URI;
import java.util.List;
import news.rendezvous.item.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * A {@code getUrls?link=<hash>} reference in the body of an entry.
 *
 * @param link the hash
 * @param title the title beside it
 * @param addresses where to ask, absolute, in this order; empty where no base is known
 * @param relative whether nothing but the story says where to ask: an end point that has answered
 *     for its source is the better guess
 */
public record Reference(
    LinkHash link, @Nullable String title, List<URI> addresses, boolean relative) {

  /** A reference that names its end point. */
  public Reference(LinkHash link, @Nullable String title, List<URI> addresses) {
    this(link, title, addresses, false);
  }

  public Reference {
    addresses = List.copyOf(addresses);
  }
}
