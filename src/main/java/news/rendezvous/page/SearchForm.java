package news.rendezvous.page;

import java.util.List;

/**
 * The form of the list, filled in as the list was asked for.
 *
 * @param words what is searched for
 * @param source the source that is chosen; empty for all
 * @param sources those to choose from; none where there are too many
 * @param tag the tag that is chosen; empty for all
 * @param tags some to choose from
 * @param language the language that is chosen; empty for all
 * @param languages some to choose from, tag and name
 * @param kept what else was asked for and goes on being
 * @param chosen every choice, each with the list without it
 */
record SearchForm(
    String words,
    String source,
    List<Choice> sources,
    String tag,
    List<String> tags,
    String language,
    List<Choice> languages,
    List<Query.Parameter> kept,
    List<Link> chosen) {

  SearchForm {
    sources = List.copyOf(sources);
    tags = List.copyOf(tags);
    languages = List.copyOf(languages);
    kept = List.copyOf(kept);
    chosen = List.copyOf(chosen);
  }

  /**
   * Something to choose.
   *
   * @param value what is asked for
   * @param name what it is called
   */
  record Choice(String value, String name) {}

  /** Whether anything but words was chosen, so that the reader must see it. */
  public boolean narrowed() {
    return chosen.size() > (words.isEmpty() ? 0 : 1);
  }
}
