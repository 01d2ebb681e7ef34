package news.rendezvous.serve.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.item.ItemId;
import news.rendezvous.serve.api.NeedsView;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.page.story.StoryModel;
import news.rendezvous.serve.page.story.StoryPages;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;

/** The web pages. */
@Path("/")
@NeedsView
public class PageResource {

  private final ListPages lists;
  private final StoryPages stories;
  private final RenderedPages pages;
  private final Feeds feeds;
  private final Timeline timeline;

  PageResource(
      ListPages lists, StoryPages stories, RenderedPages pages, Feeds feeds, Timeline timeline) {
    this.lists = lists;
    this.stories = stories;
    this.pages = pages;
    this.feeds = feeds;
    this.timeline = timeline;
  }

  /** The newest stories, by the parameters of the feeds. */
  @GET
  public Response newest(@Context UriInfo uri, @Context HttpHeaders headers) {
    boolean isFragment = isFragment("list");
    return pages.answer(
        language -> {
          ListModel page = lists.page(uri, language);
          return isFragment ? Templates.stories$list(page) : Templates.stories(page);
        },
        feeds.limit(),
        uri,
        headers);
  }

  /** The newest stories of a saved view, narrowed by the parameters of the feeds. */
  @GET
  @Path("views/{id}")
  public Response view(
      @PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
    boolean isFragment = isFragment("list");
    return pages.answer(
        language -> {
          ListModel page =
              lists
                  .page(id, uri, language)
                  .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_VIEW));
          return isFragment ? Templates.stories$list(page) : Templates.stories(page);
        },
        feeds.limit(),
        uri,
        headers);
  }

  /** One story in full. */
  @GET
  @Path("stories/{id}")
  public Response story(
      @PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
    Lookup lookup = ItemId.parse(id).map(timeline::find).orElseGet(Lookup.Unknown::new);
    if (lookup instanceof Lookup.Found found) {
      boolean isFragment = isFragment("story");
      return pages.answer(
          language -> {
            StoryModel page = stories.page(found.held(), feeds.base(uri));
            return isFragment ? Templates.article(page) : Templates.story(page);
          },
          uri,
          headers);
    }
    boolean withdrawn = lookup instanceof Lookup.Withdrawn;
    return (withdrawn ? Problem.WITHDRAWN_ITEM : Problem.UNKNOWN_ITEM).toResponse();
  }

  // A part of a page, which scripts put into another.
  private static boolean isFragment(String name) {
    return Parameters.current().all("fragment").contains(name);
  }
}
