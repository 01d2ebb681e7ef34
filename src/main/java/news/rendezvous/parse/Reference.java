package news.rendezvous.parse;

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
 */
public record Reference(LinkHash link, @Nullable String title, List<URI> addresses) {

  public Reference {
    addresses = List.copyOf(addresses);
  }
}
