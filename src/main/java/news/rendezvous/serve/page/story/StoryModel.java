package news.rendezvous.serve.page.story;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Model of the page of one story.
 *
 * @param frame parts that all pages have
 * @param story the parts that a list shows, too
 * @param html its sanitised content; null for plain text
 * @param paragraphs its plain-text content
 * @param lead its lead picture, where the content has no pictures
 * @param pictures other pictures that are not in the content
 * @param referrers the stories that refer to it
 * @param firstSeen time at which the service first saw it
 * @param json URL of the item as JSON
 * @param canonical absolute URL of this page
 * @param newer the next newer story of all; null for the newest
 * @param older the next older one; null for the oldest
 */
public record StoryModel(
    Layout frame,
    Card story,
    @Nullable String html,
    List<String> paragraphs,
    @Nullable String lead,
    List<Enclosure> pictures,
    List<Referrer> referrers,
    DisplayTime firstSeen,
    String json,
    String canonical,
    @Nullable Neighbour newer,
    @Nullable Neighbour older) {

  /**
   * A story that refers to another.
   *
   * @param title its title, else the beginning of its text
   * @param language of the title
   * @param page its page here
   * @param source name of its source
   */
  record Referrer(@Nullable String title, String language, String page, String source) {}

  /**
   * A story beside another in the stream.
   *
   * @param title its title, else the beginning of its text
   * @param language of the title
   * @param page its page here
   */
  record Neighbour(@Nullable String title, String language, String page) {}

  public StoryModel {
    paragraphs = List.copyOf(paragraphs);
    pictures = List.copyOf(pictures);
    referrers = List.copyOf(referrers);
  }

  /** Description of the lead picture; empty for none. */
  public String leadText() {
    return story.enclosures().stream()
        .filter(file -> file.url().equals(lead))
        .flatMap(file -> Stream.ofNullable(file.title()))
        .findFirst()
        .orElse("");
  }
}
