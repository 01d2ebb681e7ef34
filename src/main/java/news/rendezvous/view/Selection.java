package news.rendezvous.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which items somebody asks for. Of a list one must apply, an empty one lets everything through.
 * Equal selections have equal lists, in whatever order they were asked for.
 *
 * @param sources ids of sources that carried an item
 * @param tags its tags, whatever their case
 * @param languages basic language ranges of RFC 4647 section 2.1
 * @param words what its title and text must have
 * @param since its least {@code _rendezvous.timeline}, inclusive
 * @param until its greatest, exclusive
 */
public record Selection(
    List<String> sources,
    List<String> tags,
    List<String> languages,
    Words words,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** All items. */
  public static final Selection ALL =
      new Selection(List.of(), List.of(), List.of(), new Words(List.of()), null, null);

  public Selection {
    sources = ordered(sources.stream());
    tags = ordered(tags.stream());
    languages = ordered(languages.stream().map(range -> range.toLowerCase(Locale.ROOT)));
  }

  private static List<String> ordered(Stream<String> values) {
    return values.sorted().distinct().toList();
  }

  /** The same, of what one source carried. */
  public Selection of(String source) {
    return new Selection(List.of(source), tags, languages, words, since, until);
  }

  /** Tells the items that were asked for. To be made once for all items that it is asked about. */
  public Predicate<Held> matcher() {
    List<Predicate<Held>> all = new ArrayList<>();
    demand(all, since != null, held -> !held.position().timeline().isBefore(since));
    demand(all, until != null, held -> held.position().timeline().isBefore(until));
    demand(all, !sources.isEmpty(), held -> held.carriers().stream().anyMatch(sources::contains));
    demand(all, !languages.isEmpty(), held -> isIn(held.item().story().language()));
    demand(all, !tags.isEmpty(), held -> held.item().story().tags().stream().anyMatch(this::isTag));
    // Last, since it reads the whole text.
    demand(all, !words.terms().isEmpty(), words::occurIn);
    return all.stream().reduce(Predicate::and).orElse(held -> true);
  }

  private static void demand(List<Predicate<Held>> all, boolean given, Predicate<Held> matcher) {
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
    String tag = language.toLowerCase(Locale.ROOT);
    return languages.stream()
        .anyMatch(range -> range.equals("*") || tag.equals(range) || tag.startsWith(range + "-"));
  }
}
