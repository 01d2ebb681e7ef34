package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;

/** Makes pages of single stories. */
@ApplicationScoped
class StoryPages {

  private final Frames frames;
  private final Cards cards;

  @Inject
  StoryPages(Frames frames, Cards cards) {
    this.frames = frames;
    this.cards = cards;
  }

  StoryPage page(NewsItem item) {
    String root = Frames.root();
    Card card = cards.card(item, root);
    String html = Embedded.html(item.story());
    return new StoryPage(
        frames.frame("stories", card.title()),
        card,
        html,
        html == null ? paragraphs(item.story()) : List.of(),
        Moment.of(item.extension().firstSeen()),
        root + "items/" + item.id());
  }

  private static List<String> paragraphs(Story story) {
    String text = story.contentText();
    return text == null ? List.of() : Stream.of(text.strip().split("\\R\\s*\\R")).toList();
  }
}
