package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.item.Story;
import news.rendezvous.serve.page.SearchForm.Choice;
import news.rendezvous.serve.page.SearchForm.Chosen;
import news.rendezvous.serve.page.layout.PageLanguage;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.layout.PageParameters.Parameter;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.ViewItem;

/** Factory of search forms. */
@ApplicationScoped
class SearchForms {

  /** The parameters that filter stories. */
  private static final Set<String> CHOOSING =
      Set.of("q", "source", "tag", "lang", "since", "until");

  /** Longer lists are of no use; the page of the sources has all of them. */
  private static final int MOST_SOURCES = 200;

  private static final int MOST_SUGGESTIONS = 40;

  private final SourceRegistry sources;
  private final SourceSummaries summaries;

  @Inject
  SearchForms(SourceRegistry sources, SourceSummaries summaries) {
    this.sources = sources;
    this.summaries = summaries;
  }

  /**
   * The form above a list.
   *
   * @param query parameters of the request
   * @param items stories of the list, whose tags and languages are suggested
   * @param list relative URL of the list without parameters
   */
  SearchForm form(PageParameters query, List<ViewItem> items, String list, PageLanguage language) {
    List<Story> found = items.stream().map(held -> held.item().story()).toList();
    return new SearchForm(
        query.first("q"),
        query.first("source"),
        sources(),
        query.first("tag"),
        found.stream().flatMap(s -> s.tags().stream()).distinct().limit(MOST_SUGGESTIONS).toList(),
        query.first("lang"),
        languages(found, language),
        kept(query),
        query.parameters().stream()
            .filter(one -> CHOOSING.contains(one.name()))
            .map(one -> chosen(query, one, list))
            .toList());
  }

  private List<Choice> sources() {
    return sources.count() > MOST_SOURCES
        ? List.of()
        : summaries
            .all()
            .map(SearchForms::choice)
            .sorted(Comparator.comparing(Choice::name, String.CASE_INSENSITIVE_ORDER))
            .toList();
  }

  private static Choice choice(SourceSummary source) {
    return new Choice(source.id(), source.name());
  }

  private static List<Choice> languages(List<Story> found, PageLanguage language) {
    return found.stream()
        .map(Story::language)
        .flatMap(Stream::ofNullable)
        .distinct()
        .sorted()
        .limit(MOST_SUGGESTIONS)
        .map(tag -> new Choice(tag, Locale.forLanguageTag(tag).getDisplayName(language.locale())))
        .toList();
  }

  // A field has one value; the others are sent as hidden fields.
  private static List<Parameter> kept(PageParameters query) {
    return query.parameters().stream()
        .filter(one -> !List.of("q", "before").contains(one.name()))
        .filter(one -> !isShown(query, one))
        .toList();
  }

  private static boolean isShown(PageParameters query, Parameter one) {
    return List.of("source", "tag", "lang").contains(one.name())
        && query.first(one.name()).equals(one.value());
  }

  private Chosen chosen(PageParameters query, Parameter one, String list) {
    String value = one.name().equals("source") ? summaries.name(one.value(), null) : one.value();
    return new Chosen(one.name(), value, query.without(one).at(list));
  }
}
