package news.rendezvous.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One story, whole.
 *
 * @param frame what all pages have
 * @param story what a list shows of it
 * @param html its content, cleaned; null where it is plain text
 * @param paragraphs its content where it is plain text
 * @param firstSeen when the service first saw it
 * @param json the item as its record has it
 */
record StoryPage(
    Frame frame,
    Card story,
    @Nullable String html,
    List<String> paragraphs,
    Moment firstSeen,
    String json) {

  StoryPage {
    paragraphs = List.copyOf(paragraphs);
  }

  /** Whether the lead picture has to be shown, since the content does not have it. */
  public boolean picturesLead() {
    return story.image() != null && (html == null || !html.contains("<img"));
  }
}
