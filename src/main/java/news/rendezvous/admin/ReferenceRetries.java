package news.rendezvous.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;

/**
 * Retries of references. A retry is a record of the references topic, so that the replica that
 * polls the source executes it, whichever replica received the command.
 */
@ApplicationScoped
class ReferenceRetries {

  private final Resolver resolver;
  private final Timeline timeline;

  @Inject
  ReferenceRetries(Resolver resolver, Timeline timeline) {
    this.resolver = resolver;
    this.timeline = timeline;
  }

  /** Retries one reference; false for one that is unknown. */
  boolean retry(LinkHash link) {
    boolean known = resolver.request(link);
    if (!known) {
      timeline.allReferring(link).map(ViewItem::item).forEach(item -> retry(item, link));
    }
    return known || timeline.referring(link).isPresent();
  }

  private void retry(NewsItem item, LinkHash link) {
    item.extension().related().stream()
        .filter(related -> related.link().equals(link))
        .forEach(related -> resolver.request(item.extension().source().id(), related));
  }

  /** Retries all unresolved references of a source. */
  void retryUnresolved(String source) {
    resolver.requestUnresolved(source);
    timeline
        .withReferences(Related.Kind.UNRESOLVED)
        .map(ViewItem::item)
        .filter(item -> item.extension().source().id().equals(source))
        .flatMap(item -> item.extension().related().stream())
        .filter(Related::lacksTarget)
        .filter(related -> resolver.known().find(related.link()).isEmpty())
        .forEach(related -> resolver.request(source, related));
  }
}
