package news.rendezvous.view.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import news.rendezvous.item.text.LowerCase;

/** Fields of a query, and the comparison that each has for a value without a pattern. */
enum QueryField {
  /** Title and text; without a name in a query. */
  TEXT(true, item -> List.of(item.words()), QueryValue::occursIn),
  TITLE(true, item -> List.of(item.title()), QueryField::contains),
  AUTHOR(true, SearchableItem::authors, QueryField::contains),
  /** The whole tag, whatever its case and width. */
  TAG(
      false,
      SearchableItem::tags,
      (value, tag) -> SearchTokenizer.fold(tag).equals(value.folded())),
  /** The id of one of the sources that carried the item. */
  SOURCE(false, SearchableItem::carriers, (value, source) -> source.equals(value.text())),
  /** A language range, RFC 4647 section 3.3.1. */
  LANG(false, item -> Stream.ofNullable(item.language()).toList(), QueryField::isInRange),
  /** The host, or a domain that it belongs to. */
  SITE(false, item -> Stream.ofNullable(item.site()).toList(), QueryField::isHostOf);

  @FunctionalInterface
  private interface Comparison {
    boolean holds(QueryValue value, String content);
  }

  private final boolean hasWords;
  private final Function<SearchableItem, Collection<String>> contents;
  private final Comparison comparison;

  QueryField(
      boolean hasWords,
      Function<SearchableItem, Collection<String>> contents,
      Comparison comparison) {
    this.hasWords = hasWords;
    this.contents = contents;
    this.comparison = comparison;
  }

  /** The field of a prefix such as {@code title}; empty for none. */
  static Optional<QueryField> named(String name) {
    return Arrays.stream(values())
        .filter(field -> field != TEXT && field.prefix().equals(LowerCase.of(name) + ":"))
        .findFirst();
  }

  /** The name with its colon; empty for the text. */
  String prefix() {
    return this == TEXT ? "" : LowerCase.of(name()) + ":";
  }

  QueryValue.Words word(String text) {
    List<String> runs = runs(text);
    return new QueryValue.Words(hasWords ? String.join("-", runs) : text, runs);
  }

  /** A phrase; one of a single word is that word. */
  QueryValue phrase(String text) {
    List<String> runs = runs(text);
    return hasWords && runs.size() == 1
        ? word(text)
        : new QueryValue.Phrase(hasWords ? String.join(" ", runs) : text.strip(), runs);
  }

  /** The parts of a value: words, or all of it for a field that is compared as a whole. */
  List<String> runs(String text) {
    List<String> runs = new ArrayList<>();
    if (hasWords) {
      SearchTokenizer.runs(SearchTokenizer.fold(text), runs::add);
    } else if (!text.isBlank()) {
      runs.add(text.strip());
    }
    return List.copyOf(runs);
  }

  /** True if the words of the field are in the search index. */
  boolean isIndexed() {
    return this == TEXT || this == TITLE;
  }

  boolean has(QueryValue value, SearchableItem item) {
    return contents.apply(item).stream()
        .anyMatch(
            content ->
                value instanceof QueryValue.Regex regex
                    ? regex.isFoundIn(content)
                    : comparison.holds(value, content));
  }

  private static boolean contains(QueryValue value, String content) {
    return value.occursIn(SearchTokenizer.fold(content));
  }

  private static boolean isInRange(QueryValue value, String language) {
    String range = LowerCase.of(value.text());
    String tag = LowerCase.of(language);
    return range.equals("*") || tag.equals(range) || tag.startsWith(range + "-");
  }

  private static boolean isHostOf(QueryValue value, String host) {
    String domain = value.domain();
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
