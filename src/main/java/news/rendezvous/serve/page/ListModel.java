package news.rendezvous.serve.page;

import java.util.List;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.story.Card;
import org.jspecify.annotations.Nullable;

/**
 * Model of a list of stories.
 *
 * @param frame parts that all pages have
 * @param form search form
 * @param stories newest first
 * @param older URL of the next page; null on the last one
 * @param newest whether it begins with the newest story, so that new ones are inserted at the top
 * @param fragment URL of the list without the rest of the page
 * @param heartbeat milliseconds between two heartbeats of the stream
 * @param known whether there is any source
 * @param base absolute URL of the service
 */
record ListModel(
    Layout frame,
    SearchForm form,
    List<Card> stories,
    @Nullable String older,
    boolean newest,
    String fragment,
    long heartbeat,
    boolean known,
    String base) {

  ListModel {
    stories = List.copyOf(stories);
  }
}
