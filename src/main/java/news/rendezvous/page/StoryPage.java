package news.rendezvous.page;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One story, whole.
 *
 * @param frame what all pages have
 * @param story what a list shows of it
 * @param html its content, cleaned; null where it is plain text
 * @param paragraphs its content where it is plain text
 * @param lead its lead picture, where the content has no pictures
 * @param pictures other pictures that its content does not have
 * @param referrers the stories that refer to it
 * @param firstSeen when the service first saw it
 * @param json the item as its record has it
 */
record StoryPage(
    Frame frame,
    Card story,
    @Nullable String html,
    List<String> paragraphs,
    @Nullable String lead,
    List<Enclosure> pictures,
    List<Referrer> referrers,
    Moment firstSeen,
    String json) {

  StoryPage {
    paragraphs = List.copyOf(paragraphs);
    pictures = List.copyOf(pictures);
    referrers = List.copyOf(referrers);
  }

  /** What the lead picture shows; empty where nobody says. */
  public String leadText() {
    return story.enclosures().stream()
        .filter(file -> file.url().equals(lead))
        .flatMap(file -> Stream.ofNullable(file.title()))
        .findFirst()
        .orElse("");
  }

  /** The host at which the story was published; null where it has no page there. */
  public @Nullable String host() {
    String url = story.source().url();
    return url == null ? null : url.replaceFirst("^https?://([^/?#]*).*", "$1");
  }
}
