package news.rendezvous.serve.page.sources;

import java.util.List;
import news.rendezvous.serve.page.layout.Layout;
import org.jspecify.annotations.Nullable;

/**
 * Model of the sources page.
 *
 * @param frame parts that all pages have
 * @param called the searched part of a name
 * @param states options of the status filter, with the number of sources in each
 * @param sources the sources of this page, those with problems first
 * @param previous URL of the previous page; null on the first
 * @param next URL of the next page; null on the last
 * @param known whether there is any source
 * @param base absolute URL of the service
 */
public record SourcesModel(
    Layout frame,
    String called,
    List<Choice> states,
    List<SourceRow> sources,
    @Nullable String previous,
    @Nullable String next,
    boolean known,
    String base) {

  public SourcesModel {
    states = List.copyOf(states);
    sources = List.copyOf(sources);
  }

  /**
   * An option of the status filter.
   *
   * @param key value of the parameter; empty for all
   * @param words its name and number of sources
   * @param chosen whether it is selected
   */
  record Choice(String key, String words, boolean chosen) {}
}
