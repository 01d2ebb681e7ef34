package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.serve.Listing;
import news.rendezvous.serve.Listings;
import news.rendezvous.serve.Parameters;
import news.rendezvous.source.SourceRegistry;

/** Factory of lists of stories. */
@ApplicationScoped
class ListPages {

  private static final String[] PARAMETERS = {
    "q", "source", "tag", "lang", "since", "until", "limit", "before"
  };

  private final Listings listings;
  private final Frames frames;
  private final SearchForms forms;
  private final Cards cards;
  private final SourceRegistry sources;

  @Inject
  ListPages(
      Listings listings, Frames frames, SearchForms forms, Cards cards, SourceRegistry sources) {
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
  ListPage page(UriInfo uri) {
    Query query = Query.of(Parameters.current().values()).only(PARAMETERS);
    Listing listing = listings.read(query.decoded(), uri);
    String root = Frames.root();
    return new ListPage(
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
