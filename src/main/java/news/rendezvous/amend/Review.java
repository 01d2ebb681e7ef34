package news.rendezvous.amend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.resolve.Resolver;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;

/** Looks at a published item and says what is known better by now. */
@ApplicationScoped
class Review {

  private final Resolver resolver;
  private final Timeline timeline;
  private final InstantSource clock;

  @Inject
  Review(Resolver resolver, Timeline timeline, InstantSource clock) {
    this.resolver = resolver;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** What there is to amend; empty for nothing, and for an item that does not name its edition. */
  Optional<Amendment> of(NewsItem item) {
    NewsItem.Extension extension = item.extension();
    List<Related> found =
        resolver.again(extension.source().id(), extension.related(), item.story().url());
    List<Related> known =
        Related.placed(found, extension.related()).stream()
            .map(related -> held(related, item))
            .toList();
    return extension.edition() == null || known.equals(extension.related())
        ? Optional.empty()
        : Optional.of(
            new Amendment(
                extension.edition(), item.id(), extension.revision(), known, clock.instant()));
  }

  // Said once: what has been found stays, so that items that come and go revise nobody.
  private Related held(Related related, NewsItem item) {
    if (related.kind() != Related.Kind.STORY || related.item() != null) {
      return related.named(item.story().title(), null);
    }
    return related.urls().stream()
        .flatMap(url -> timeline.at(url).stream())
        .filter(id -> !id.equals(item.id()))
        .findFirst()
        .map(id -> heldAs(id, related, item))
        .orElseGet(() -> related.named(item.story().title(), null));
  }

  // The title of the item is better than what stood in for a title until it came.
  private Related heldAs(ItemId id, Related related, NewsItem item) {
    Optional<String> held =
        Optional.of(timeline.find(id))
            .filter(Lookup.Found.class::isInstance)
            .map(found -> ((Lookup.Found) found).held().item().story().title());
    boolean standsIn =
        related.hasHostForTitle()
            || Optional.ofNullable(related.title()).equals(resolver.pageTitle(related.link()));
    Related known = related.heldAs(id);
    return standsIn && held.isPresent()
        ? known.entitled(held.get())
        : known.named(item.story().title(), held.orElse(null));
  }
}
