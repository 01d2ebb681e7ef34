package news.rendezvous.amend;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** Finds amendments: compares the references of a published item with the current answers. */
@ApplicationScoped
class AmendmentFinder {

  private final Resolver resolver;
  private final Timeline timeline;
  private final InstantSource clock;

  @Inject
  AmendmentFinder(Resolver resolver, Timeline timeline, InstantSource clock) {
    this.resolver = resolver;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** The amendment; empty without a change, and for an item without an edition. */
  Optional<Amendment> of(NewsItem item) {
    NewsItem.Extension extension = item.extension();
    List<Related> resolved =
        resolver.update(extension.source().id(), extension.related(), item.story().url());
    List<Related> current =
        Related.placed(resolved, extension.related()).stream()
            .map(related -> linked(related, item))
            .toList();
    return extension.edition() == null || current.equals(extension.related())
        ? Optional.empty()
        : Optional.of(
            new Amendment(
                extension.edition(), item.id(), extension.revision(), current, clock.instant()));
  }

  // A link to an item is permanent, so that items which expire and return cause no revisions.
  private Related linked(Related related, NewsItem item) {
    String story = item.story().title();
    if (related.item() != null) {
      return related.named(story, null);
    }
    Related untitled = hasStandInTitle(related) ? related.withTitleAsPageTitle() : related;
    return untitled.linked(story, item.id(), this::target);
  }

  private boolean hasStandInTitle(Related related) {
    return related.hasHostForTitle()
        || Optional.ofNullable(related.title()).equals(resolver.known().pageTitle(related.link()));
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
