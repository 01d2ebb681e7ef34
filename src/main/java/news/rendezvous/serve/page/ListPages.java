package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.feed.Feeds.Listing;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageLanguage;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.story.Cards;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.serve.stream.StreamConfig;
import news.rendezvous.source.SourceRegistry;

/** Factory of lists of stories. */
@ApplicationScoped
class ListPages {

  private static final String[] PARAMETERS = {
    "q", "source", "tag", "lang", "since", "until", "limit", "before"
  };

  private final Feeds feeds;
  private final Layouts layouts;
  private final SearchForms forms;
  private final Cards cards;
  private final SourceRegistry sources;
  private final StreamConfig stream;

  @Inject
  ListPages(
      Feeds feeds,
      Layouts layouts,
      SearchForms forms,
      Cards cards,
      SourceRegistry sources,
      StreamConfig stream) {
    this.feeds = feeds;
    this.layouts = layouts;
    this.forms = forms;
    this.cards = cards;
    this.sources = sources;
    this.stream = stream;
  }

  /**
   * The list that a request selects, by the parameters of the feeds.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  ListModel page(UriInfo uri, PageLanguage language) {
    PageParameters query = PageParameters.of(Parameters.current().values()).only(PARAMETERS);
    Listing listing = feeds.read(query.decoded(), uri);
    String root = Layouts.root();
    return new ListModel(
        layouts.frame(listing),
        forms.form(query, listing.items(), root, language),
        ListModel.Day.of(
            listing.items().stream().map(held -> cards.card(held.item(), root)).toList()),
        listing.next() == null ? null : root + "?" + listing.next(),
        listing.newest(),
        query.with("fragment", "list").at(root),
        stream.heartbeat().toMillis(),
        sources.count() > 0,
        listing.base(),
        subscription(listing, root));
  }

  private static ListModel.Subscription subscription(Listing listing, String root) {
    String tail = listing.query().isEmpty() ? "" : "?" + listing.query();
    String address = listing.base() + "/feed.rss" + tail;
    return new ListModel.Subscription(
        listing.title(),
        address,
        listing.base() + "/" + tail,
        QrCode.fits(address) ? root + "qr.svg" + tail : null);
  }
}
