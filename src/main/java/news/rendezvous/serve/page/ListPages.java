package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.feed.Feeds.Listing;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.story.Cards;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.source.SourceRegistry;

/** Factory of lists of stories. */
@ApplicationScoped
class ListPages {

  private static final String[] PARAMETERS = {
    "q", "source", "tag", "lang", "since", "until", "limit", "before"
  };

  private final Feeds listings;
  private final Layouts frames;
  private final SearchForms forms;
  private final Cards cards;
  private final SourceRegistry sources;

  @Inject
  ListPages(
      Feeds listings, Layouts frames, SearchForms forms, Cards cards, SourceRegistry sources) {
    this.listings = listings;
    this.frames = frames;
    this.forms = forms;
    this.cards = cards;
    this.sources = sources;
  }

  /**
   * The list that a request selects, by the parameters of the feeds.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  ListModel page(UriInfo uri) {
    PageParameters query = PageParameters.of(Parameters.current().values()).only(PARAMETERS);
    Listing listing = listings.read(query.decoded(), uri);
    String root = Layouts.root();
    return new ListModel(
        frames.frame(listing),
        forms.form(query, listing.items(), root),
        listing.items().stream().map(held -> cards.card(held.item(), root)).toList(),
        listing.next() == null ? null : root + "?" + listing.next(),
        listing.newest(),
        listing.query(),
        sources.count() > 0,
        listing.base());
  }
}
