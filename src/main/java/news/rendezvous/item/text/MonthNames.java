package news.rendezvous.item.text;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of months in the languages of feeds. */
final class MonthNames {

  private static final List<TextStyle> STYLES =
      List.of(
          TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE);

  private static final int SHORTEST = 3;

  private MonthNames() {}

  /** Names in other languages, loaded on first use since the locale data is large. */
  private static final class OtherLanguages {
    private static final Map<String, Month> NAMES =
        names(
                "de fr es it pt nl sv da nb fi pl cs hu el ru uk bg sr sl sk ro tr lt lv et ca ar fa"
                    .split(" "))
            .collect(
                HashMap::new, (map, name) -> map.putIfAbsent(name.text, name.month), Map::putAll);
  }

  private record Name(String text, Month month) {}

  private static Stream<Name> names(String... languages) {
    return Arrays.stream(languages)
        .map(Locale::forLanguageTag)
        .flatMap(language -> STYLES.stream().flatMap(style -> names(language, style)));
  }

  private static Stream<Name> names(Locale language, TextStyle style) {
    return Arrays.stream(Month.values())
        .map(month -> new Name(plain(month.getDisplayName(style, language)), month));
  }

  private static String plain(String name) {
    return LowerCase.of(name).replace(".", "");
  }

  /** The month of a name. English names are compared by three letters: Sept, Janurary. */
  static Optional<Month> find(String name) {
    String plain = plain(name);
    return Arrays.stream(Month.values())
        .filter(month -> plain.startsWith(plain(month.name()).substring(0, SHORTEST)))
        .findFirst()
        .or(() -> Optional.ofNullable(OtherLanguages.NAMES.get(plain)))
        .or(() -> abbreviated(plain));
  }

  /** The month of an abbreviation that the locale data lacks; empty if it is ambiguous. */
  private static Optional<Month> abbreviated(String start) {
    List<Month> fitting =
        OtherLanguages.NAMES.entrySet().stream()
            .filter(name -> start.length() >= SHORTEST && name.getKey().startsWith(start))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }
}
