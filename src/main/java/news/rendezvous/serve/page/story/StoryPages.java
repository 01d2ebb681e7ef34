package news.rendezvous.serve.page.story;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;

/** Factory of story pages. */
@ApplicationScoped
public class StoryPages {

  private final Layouts layouts;
  private final Cards cards;
  private final StoryLinks links;
  private final Timeline timeline;

  @Inject
  StoryPages(Layouts layouts, Cards cards, StoryLinks links, Timeline timeline) {
    this.layouts = layouts;
    this.cards = cards;
    this.links = links;
    this.timeline = timeline;
  }

  /**
   * The page of a story.
   *
   * @param base absolute URL of the service
   */
  public StoryModel page(ViewItem held, String base) {
    NewsItem item = held.item();
    String root = Layouts.root();
    Card card = cards.card(item, root);
    StoryContent content = StoryContent.of(item.story());
    // The lead picture of a feed is usually one of the content's pictures in another size.
    String lead = content.pictures().isEmpty() ? card.image() : null;
    return new StoryModel(
        layouts.frame("stories"),
        card,
        content.html(),
        content.html() == null ? paragraphs(item.story()) : List.of(),
        lead,
        card.enclosures().stream()
            .filter(Enclosure::isPicture)
            .filter(picture -> !picture.url().equals(lead) && !content.shows(picture.url()))
            .toList(),
        links.to(item.id(), root),
        DisplayTime.of(item.extension().firstSeen()),
        root + "items/" + item.id(),
        base + "/stories/" + item.id(),
        timeline.newer(held.position()).map(one -> neighbour(one, root)).orElse(null),
        timeline.newest(Selection.ALL, held.position(), 1).stream()
            .findFirst()
            .map(one -> neighbour(one, root))
            .orElse(null));
  }

  private static StoryModel.Neighbour neighbour(ViewItem held, String root) {
    Story story = held.item().story();
    return new StoryModel.Neighbour(
        StoryTitle.of(story), TextLanguage.of(story), StoryLinks.page(held.item().id(), root));
  }

  private static List<String> paragraphs(Story story) {
    String text = story.contentText();
    return text == null
        ? List.of()
        : Stream.of(text.strip().split("\\R\\s*\\R")).map(String::strip).toList();
  }
}
