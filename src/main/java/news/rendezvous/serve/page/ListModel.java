package news.rendezvous.serve.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import news.rendezvous.serve.page.layout.DisplayDate;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.story.Card;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.saved.SavedView;
import org.jspecify.annotations.Nullable;

/**
 * Model of a list of stories.
 *
 * @param frame parts that all pages have
 * @param list relative URL of the list without parameters
 * @param view the saved view of which it is; null for a list of all stories
 * @param views the saved views to choose from
 * @param form search form
 * @param days newest first, each with its stories
 * @param older URL of the next page; null on the last one
 * @param newest true if it begins with the newest story, so that new ones are inserted at the top
 * @param position of the stream, from which it has all that the list lacks
 * @param fragment URL of the list without the rest of the page
 * @param heartbeat milliseconds between two heartbeats of the stream
 * @param known true if there is any source
 * @param base absolute URL of the service
 * @param subscription the ways to subscribe to it
 */
record ListModel(
    Layout frame,
    String list,
    @Nullable SavedView view,
    List<ViewLink> views,
    SearchForm form,
    List<Day> days,
    @Nullable String older,
    boolean newest,
    StreamPosition position,
    String fragment,
    long heartbeat,
    boolean known,
    String base,
    Subscription subscription) {

  ListModel {
    days = List.copyOf(days);
    views = List.copyOf(views);
  }

  /**
   * Link to a saved view.
   *
   * @param current true for the view that is shown
   */
  record ViewLink(String title, String href, boolean current) {}

  /**
   * The stories that arrived on one day, in UTC; the script groups them by the reader's days.
   *
   * @param date the day
   * @param stories newest first
   */
  record Day(DisplayDate date, List<Card> stories) {

    Day {
      stories = List.copyOf(stories);
    }

    static List<Day> of(List<Card> stories) {
      return stories.stream()
          .collect(
              Collectors.groupingBy(
                  card -> DisplayDate.of(card.arrived().time()),
                  LinkedHashMap::new,
                  Collectors.toList()))
          .entrySet()
          .stream()
          .map(day -> new Day(day.getKey(), day.getValue()))
          .toList();
    }
  }

  /**
   * How to subscribe to a list.
   *
   * @param title of its feed
   * @param address absolute URL of its feed
   * @param page absolute URL of the list itself
   * @param code URL of the address as a QR code; null where it is too long for one
   */
  record Subscription(String title, String address, String page, @Nullable String code) {}
}
