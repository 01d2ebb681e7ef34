package news.rendezvous.resolve;

import java.util.List;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * A reference that was asked for, whether an item lists it or not.
 *
 * @param title as a story gave it, else that of the page
 * @param urls where it leads; empty while that is not known
 */
public record KnownReference(
    LinkHash link, @Nullable String title, Related.Kind kind, List<CanonicalUrl> urls) {

  public KnownReference {
    urls = List.copyOf(urls);
  }
}
