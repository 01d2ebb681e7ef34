package news.rendezvous.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sources fare.
 *
 * @param frame what all pages have
 * @param called what their names were searched for
 * @param states the choices of states, with the number of sources in each
 * @param sources those of this page, the ones first that somebody should look at
 * @param found how many were found in all
 * @param previous the page before; null on the first
 * @param next the page behind; null on the last
 * @param known whether there is any source at all
 * @param base absolute address of the service
 */
record SourcesPage(
    Frame frame,
    String called,
    List<Choice> states,
    List<SourceRow> sources,
    int found,
    @Nullable String previous,
    @Nullable String next,
    boolean known,
    String base) {

  SourcesPage {
    states = List.copyOf(states);
    sources = List.copyOf(sources);
  }

  /**
   * A state to choose.
   *
   * @param key its name in addresses; empty for all of them
   * @param words its name and how many sources are in it
   * @param chosen whether it was
   */
  record Choice(String key, String words, boolean chosen) {}
}
