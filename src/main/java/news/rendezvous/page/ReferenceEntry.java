package news.rendezvous.page;

import java.util.List;
import java.util.Optional;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ItemId;
import news.rendezvous.serve.ReferenceAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One reference of a list.
 *
 * @param title its title, else its hash
 * @param link its hash
 * @param kind what it leads to, for people
 * @param urls where it leads; empty while that is not known
 * @param here our own page of the story there; null where the service does not hold it
 */
record ReferenceEntry(
    String title, String link, String kind, List<Link> urls, @Nullable String here) {

  ReferenceEntry {
    urls = List.copyOf(urls);
  }

  static ReferenceEntry of(ReferenceAnswer reference, String root) {
    String link = reference.link().toString();
    return new ReferenceEntry(
        Optional.ofNullable(reference.title()).orElse(link),
        link,
        kind(reference),
        reference.urls().stream().map(ReferenceEntry::link).toList(),
        here(reference.item(), root));
  }

  private static Link link(CanonicalUrl url) {
    return new Link(url.toString(), url.toString());
  }

  private static @Nullable String here(@Nullable ItemId item, String root) {
    return item == null ? null : root + "stories/" + item;
  }

  private static String kind(ReferenceAnswer reference) {
    return switch (reference.kind()) {
      case STORY -> "Story";
      case IMAGE -> "Picture";
      case MEDIA -> "Sound or film";
      case SELF -> "The story itself";
      case UNRESOLVED -> "Not known yet";
    };
  }
}
