package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;

/** Factory of story pages. */
@ApplicationScoped
class StoryPages {

  private final Frames frames;
  private final Cards cards;
  private final StoryLinks links;

  @Inject
  StoryPages(Frames frames, Cards cards, StoryLinks links) {
    this.frames = frames;
    this.cards = cards;
    this.links = links;
  }

  StoryPage page(NewsItem item) {
    String root = Frames.root();
    Card card = cards.card(item, root);
    Embedded content = Embedded.of(item.story());
    // The lead picture of a feed is usually one of the content's pictures in another size.
    String lead = content.pictures().isEmpty() ? card.image() : null;
    return new StoryPage(
        frames.frame("stories", card.title()),
        card,
        content.html(),
        content.html() == null ? paragraphs(item.story()) : List.of(),
        lead,
        card.enclosures().stream()
            .filter(Enclosure::isPicture)
            .filter(picture -> !picture.url().equals(lead) && !content.shows(picture.url()))
            .toList(),
        links.to(item.id(), root),
        Moment.of(item.extension().firstSeen()),
        root + "items/" + item.id());
  }

  private static List<String> paragraphs(Story story) {
    String text = story.contentText();
    return text == null
        ? List.of()
        : Stream.of(text.strip().split("\\R\\s*\\R")).map(String::strip).toList();
  }
}
