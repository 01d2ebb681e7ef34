package news.rendezvous.ingest.resolve;

import java.util.List;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/** A reference that was requested or is pending, listed by an item or not. */
public record KnownReference(
    LinkHash link, @Nullable String title, Related.Kind kind, List<CanonicalUrl> urls) {

  public KnownReference {
    urls = List.copyOf(urls);
  }
}
