package news.rendezvous.serve.page;

import java.util.List;
import java.util.Optional;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.serve.api.ReferenceAnswer;
import news.rendezvous.serve.page.layout.TextLink;
import news.rendezvous.serve.page.story.StoryLinks;
import org.jspecify.annotations.Nullable;

/**
 * One reference of a list.
 *
 * @param title its title, else its hash
 * @param kind its kind
 * @param urls its targets; empty while it is unresolved
 * @param here page of the target's story; null where the service does not hold it
 */
record ReferenceEntry(String title, Related.Kind kind, List<TextLink> urls, @Nullable String here) {

  ReferenceEntry {
    urls = List.copyOf(urls);
  }

  static ReferenceEntry of(ReferenceAnswer reference, String root) {
    return new ReferenceEntry(
        Optional.ofNullable(reference.title()).orElse(reference.link().toString()),
        reference.kind(),
        reference.urls().stream().map(ReferenceEntry::link).toList(),
        here(reference.item(), root));
  }

  private static TextLink link(CanonicalUrl url) {
    return new TextLink(url.toString(), url.toString());
  }

  private static @Nullable String here(@Nullable ItemId item, String root) {
    return item == null ? null : StoryLinks.page(item, root);
  }
}
