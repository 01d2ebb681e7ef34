package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Collectors;
import news.rendezvous.serve.api.FeedPages;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.feed.Feeds.Listing;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.story.Cards;
import news.rendezvous.serve.query.FeedRequest;

/** HTML representation of feeds. */
@ApplicationScoped
class HtmlFeedPages implements FeedPages {

  private final Feeds feeds;
  private final FeedFormats formats;
  private final Layouts layouts;
  private final Cards cards;
  private final RenderedPages pages;

  @Inject
  HtmlFeedPages(
      Feeds feeds, FeedFormats formats, Layouts layouts, Cards cards, RenderedPages pages) {
    this.feeds = feeds;
    this.formats = formats;
    this.layouts = layouts;
    this.cards = cards;
    this.pages = pages;
  }

  @Override
  public Response page(Feed feed, UriInfo uri, HttpHeaders headers) {
    Response page =
        pages.answer(language -> Templates.feed(model(feed)), feeds.limit(), uri, headers);
    return Response.fromResponse(page)
        .header(HttpHeaders.VARY, PageNegotiation.VARY)
        .header(HttpHeaders.LINK, links(feed.request()))
        .build();
  }

  private FeedModel model(Feed feed) {
    Listing listing = feeds.listing(feed);
    String root = Layouts.root();
    String name = listing.path().substring(listing.path().lastIndexOf('/') + 1);
    return new FeedModel(
        layouts.frame("", listing.query(), listing.title(), "stories"),
        listing.title(),
        feed.head().description(),
        listing.base() + listing.path() + (listing.query().isEmpty() ? "" : "?" + listing.query()),
        listing.items().stream().map(held -> cards.card(held.item(), root)).toList(),
        Layouts.at(feed.page()),
        listing.next() == null ? null : name + "?" + listing.next());
  }

  private String links(FeedRequest request) {
    return formats.all().stream()
        .map(format -> link(request, format))
        .collect(Collectors.joining(", "));
  }

  private static String link(FeedRequest request, FeedFormat format) {
    return "<%s>; rel=\"alternate\"; type=\"%s\""
        .formatted(request.base() + request.inFormat(format.extension()), format.accepts().get(0));
  }
}
