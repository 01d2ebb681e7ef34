package news.rendezvous.serve.page;

import java.util.List;
import news.rendezvous.serve.page.layout.PageParameters;

/**
 * Search form of a list, with the values of the request.
 *
 * @param words the search query
 * @param source the selected source; empty for all
 * @param sources the sources to select from; none where there are too many
 * @param tag the selected tag; empty for all
 * @param tags suggested tags
 * @param language the selected language; empty for all
 * @param languages suggested languages, tag and name
 * @param kept parameters without a field, sent as hidden ones
 * @param chosen every filter, with a link to the list without it
 */
record SearchForm(
    String words,
    String source,
    List<Choice> sources,
    String tag,
    List<String> tags,
    String language,
    List<Choice> languages,
    List<PageParameters.Parameter> kept,
    List<Chosen> chosen) {

  SearchForm {
    sources = List.copyOf(sources);
    tags = List.copyOf(tags);
    languages = List.copyOf(languages);
    kept = List.copyOf(kept);
    chosen = List.copyOf(chosen);
  }

  /**
   * An option.
   *
   * @param value value of the parameter
   * @param name its text
   */
  record Choice(String value, String name) {}

  /**
   * A filter of the request.
   *
   * @param parameter its name
   * @param value its value, or the name of the source
   * @param href the list without it
   */
  record Chosen(String parameter, String value, String href) {}

  /** True if a filter is set, so that the filters must be visible. */
  public boolean narrowed() {
    return chosen.size() > (words.isEmpty() ? 0 : 1);
  }
}
