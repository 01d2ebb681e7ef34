package news.rendezvous.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.view.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Filter of items. One value of each list must match; an empty list matches everything. The lists
 * are sorted, so that selections are equal whatever the order of their parameters.
 *
 * @param since its least {@code _rendezvous.timeline}, inclusive
 * @param until its greatest, exclusive
 * @param within selection that an item must match too, such as that of a saved view; null for none
 */
public record Selection(
    List<String> sources,
    List<String> tags,
    List<String> languages,
    Query query,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Selection within) {

  public static final Selection ALL = new Selection(List.of(), List.of(), List.of(), Query.ALL);

  public Selection {
    sources = ordered(sources.stream());
    tags = ordered(tags.stream());
    languages = ordered(languages.stream().map(LowerCase::of));
  }

  /** A selection at all times. */
  public Selection(List<String> sources, List<String> tags, List<String> languages, Query query) {
    this(sources, tags, languages, query, null, null, null);
  }

  private static List<String> ordered(Stream<String> values) {
    return values.sorted().distinct().toList();
  }

  public Selection of(String source) {
    return new Selection(List.of(source), tags, languages, query, since, until, within);
  }

  /** The items of another selection that match this one too. */
  public Selection within(Selection other) {
    if (equals(ALL)) {
      return other;
    }
    Selection outer = within == null ? other : within.within(other);
    return outer.equals(ALL)
        ? this
        : new Selection(sources, tags, languages, query, since, until, outer);
  }

  /** The sources of which one carried each matching item; empty where it may be any. */
  List<String> carriers() {
    return sources.isEmpty() && within != null ? within.carriers() : sources;
  }

  /** True if an item that a source has carried since may match for that reason alone. */
  public boolean mayMatchBy(String source) {
    return sources.contains(source)
        || query.readsCarriers()
        || (within != null && within.mayMatchBy(source));
  }

  /** Predicate of the items that match. Created once for many items. */
  public Predicate<ViewItem> matcher() {
    List<Predicate<ViewItem>> all = new ArrayList<>();
    addIf(all, since != null, held -> !held.position().timeline().isBefore(since));
    addIf(all, until != null, held -> held.position().timeline().isBefore(until));
    addIf(all, !sources.isEmpty(), held -> held.carriers().stream().anyMatch(sources::contains));
    addIf(all, !languages.isEmpty(), held -> isIn(held.language()));
    addIf(all, !tags.isEmpty(), held -> held.tags().stream().anyMatch(this::isTag));
    // Last, since the words of an item are decoded and folded for each comparison.
    addIf(
        all,
        !query.isAll(),
        held -> held.isValid() && query.mayMatch(held.terms()) && query.matches(held));
    if (within != null) {
      all.add(within.matcher());
    }
    return all.stream().reduce(Predicate::and).orElse(held -> true);
  }

  private static void addIf(
      List<Predicate<ViewItem>> all, boolean given, Predicate<ViewItem> matcher) {
    if (given) {
      all.add(matcher);
    }
  }

  private boolean isTag(String tag) {
    return tags.stream().anyMatch(tag::equalsIgnoreCase);
  }

  // RFC 4647 section 3.3.1: equal, or a prefix that a hyphen follows; * matches any language tag.
  private boolean isIn(@Nullable String language) {
    if (language == null) {
      return false;
    }
    String tag = LowerCase.of(language);
    return languages.stream()
        .anyMatch(range -> range.equals("*") || tag.equals(range) || tag.startsWith(range + "-"));
  }
}
