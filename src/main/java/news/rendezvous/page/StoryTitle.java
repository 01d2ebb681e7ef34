package news.rendezvous.page;

import java.util.Objects;
import news.rendezvous.item.Story;
import news.rendezvous.serve.Excerpt;
import org.jspecify.annotations.Nullable;

/** What stories are called. */
final class StoryTitle {

  /** Most characters of a beginning that stands for a title. */
  private static final int LONGEST = 120;

  private StoryTitle() {}

  /** The title of a story, else how it begins. */
  static String of(Story story) {
    String title = story.title();
    return title == null ? beginning(Excerpt.of(story)) : title;
  }

  private static String beginning(@Nullable String excerpt) {
    String text = Objects.requireNonNullElse(excerpt, "A story without words");
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }
}
