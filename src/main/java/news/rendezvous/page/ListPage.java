package news.rendezvous.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of stories.
 *
 * @param frame what all pages have
 * @param form how to ask for others
 * @param stories newest first
 * @param older the list that goes on behind the last story; null for the last one
 * @param newest whether it begins with the newest story, so that what comes belongs on top
 * @param query of the stream that tells what comes
 * @param known whether there is any source at all
 * @param base absolute address of the service
 */
record ListPage(
    Frame frame,
    SearchForm form,
    List<Card> stories,
    @Nullable String older,
    boolean newest,
    String query,
    boolean known,
    String base) {

  ListPage {
    stories = List.copyOf(stories);
  }
}
