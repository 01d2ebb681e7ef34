package news.rendezvous.serve.page.story;

import news.rendezvous.item.Story;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.serve.format.Excerpt;
import org.jspecify.annotations.Nullable;

/** Title of a story for display. */
final class StoryTitle {

  /** Maximum length of a text that stands in for a title. */
  private static final int MAX = 120;

  private StoryTitle() {}

  /** The title of a story, else the beginning of its text; null where it has none. */
  static @Nullable String of(Story story) {
    String title = story.title();
    return title == null ? beginning(Excerpt.of(story)) : title;
  }

  private static @Nullable String beginning(@Nullable String text) {
    return text == null || text.length() <= MAX
        ? text
        : Truncation.before(text.offsetByCodePoints(0, MAX / 2), text);
  }
}
