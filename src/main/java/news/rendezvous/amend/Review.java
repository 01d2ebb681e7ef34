package news.rendezvous.amend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.resolve.Resolver;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

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
            .map(related -> linked(related, item))
            .toList();
    return extension.edition() == null || known.equals(extension.related())
        ? Optional.empty()
        : Optional.of(
            new Amendment(
                extension.edition(), item.id(), extension.revision(), known, clock.instant()));
  }

  // An item is linked once: items that come and go make no further revisions.
  private Related linked(Related related, NewsItem item) {
    String story = item.story().title();
    if (related.item() != null) {
      return related.named(story, null);
    }
    Related open = hasStandInTitle(related) ? related.withTitleAsPageTitle() : related;
    return open.linked(story, item.id(), this::target);
  }

  private boolean hasStandInTitle(Related related) {
    return related.hasHostForTitle()
        || Optional.ofNullable(related.title()).equals(resolver.pageTitle(related.link()));
  }

  private Optional<Related.Target> target(CanonicalUrl url) {
    return timeline.at(url).map(id -> new Related.Target(id, () -> title(id)));
  }

  private @Nullable String title(ItemId id) {
    return timeline.find(id) instanceof Lookup.Found found
        ? found.held().item().story().title()
        : null;
  }
}
