package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.feed.Feeds.Listing;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageLanguage;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.story.Cards;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.serve.stream.StreamConfig;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;

/** Factory of lists of stories. */
@ApplicationScoped
class ListPages {

  private static final String[] PARAMETERS = {
    "q", "source", "tag", "lang", "since", "until", "limit", "before"
  };

  /** A longer list would push the stories off the screen; {@code /opml} has all views. */
  private static final int MOST_VIEWS = 50;

  private final Feeds feeds;
  private final Layouts layouts;
  private final SearchForms forms;
  private final Cards cards;
  private final SourceRegistry sources;
  private final ViewRegistry views;
  private final StreamConfig stream;

  @Inject
  ListPages(
      Feeds feeds,
      Layouts layouts,
      SearchForms forms,
      Cards cards,
      SourceRegistry sources,
      ViewRegistry views,
      StreamConfig stream) {
    this.feeds = feeds;
    this.layouts = layouts;
    this.forms = forms;
    this.cards = cards;
    this.sources = sources;
    this.views = views;
    this.stream = stream;
  }

  /**
   * The list that a request selects, by the parameters of the feeds.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  ListModel page(UriInfo uri, PageLanguage language) {
    PageParameters query = parameters();
    return page(feeds.read(query.decoded(), uri), query, language);
  }

  /**
   * The list of a saved view, narrowed by the parameters of the feeds; empty for an unknown one.
   *
   * @throws ProblemException (400) for an invalid parameter
   */
  Optional<ListModel> page(String view, UriInfo uri, PageLanguage language) {
    PageParameters query = parameters();
    return feeds.read(view, query.decoded(), uri).map(listing -> page(listing, query, language));
  }

  private static PageParameters parameters() {
    return PageParameters.of(Parameters.current().values()).only(PARAMETERS);
  }

  private ListModel page(Listing listing, PageParameters query, PageLanguage language) {
    String root = Layouts.root();
    String list = Layouts.at(listing.path());
    return new ListModel(
        layouts.frame(listing),
        list,
        listing.view(),
        views.all().stream().limit(MOST_VIEWS).map(view -> link(view, listing, root)).toList(),
        forms.form(query, listing.items(), list, language),
        ListModel.Day.of(
            listing.items().stream().map(held -> cards.card(held.item(), root)).toList()),
        listing.next() == null ? null : list + "?" + listing.next(),
        listing.newest(),
        listing.position(),
        query.with("fragment", "list").at(list),
        stream.heartbeat().toMillis(),
        sources.count() > 0,
        listing.base(),
        subscription(listing, root));
  }

  private static ListModel.Subscription subscription(Listing listing, String root) {
    String tail = listing.query().isEmpty() ? "" : "?" + listing.query();
    String address = listing.base() + listing.feeds() + "feed.rss" + tail;
    PageParameters code = PageParameters.of(Parameters.of(listing.query()).values());
    SavedView view = listing.view();
    return new ListModel.Subscription(
        listing.title(),
        address,
        listing.base() + listing.path() + tail,
        QrCode.fits(address)
            ? (view == null ? code : code.with("view", view.id())).at(root + "qr.svg")
            : null);
  }

  private static ListModel.ViewLink link(SavedView view, Listing listing, String root) {
    boolean current = listing.view() != null && listing.view().id().equals(view.id());
    return new ListModel.ViewLink(view.title(), root + "views/" + view.id(), current);
  }
}
