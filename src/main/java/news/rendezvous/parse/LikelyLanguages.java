package news.rendezvous.parse;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.fetch.Document;

/**
 * The languages that a document may be in before it is read, as ISO 639-1 codes: those that it
 * declares, and those of the country that its address names, by which browsers go too. English is
 * never among them: it is what templates declare, and needs no hint.
 */
final class LikelyLanguages {

  private static final int HEAD = 2048;

  private static final Pattern DECLARED =
      Pattern.compile(
          "(?:\\blang\\s*=\\s*[\"']|<(?:dc:)?language>\\s*)([a-z]{2})\\b",
          Pattern.CASE_INSENSITIVE);

  private LikelyLanguages() {}

  static Set<String> of(Document document) {
    byte[] body = document.body();
    String head = new String(body, 0, Math.min(body.length, HEAD), StandardCharsets.ISO_8859_1);
    Stream<String> declared = DECLARED.matcher(head).results().map(LikelyLanguages::language);
    return Stream.concat(declared, spokenAt(document.url()))
        .filter(Predicate.not("en"::equals))
        .collect(Collectors.toSet());
  }

  private static String language(MatchResult declaration) {
    String code = declaration.group(1).toLowerCase(Locale.ROOT);
    return code.equals("nb") || code.equals("nn") ? "no" : code;
  }

  private static Stream<String> spokenAt(URI url) {
    String host = url.getHost() == null ? "" : url.getHost();
    String country = host.substring(host.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    // Top-level domains of countries are their codes in ISO 3166, but for the one of Britain.
    return country.length() == 2
        ? Stream.of(Locale.getAvailableLocales())
            .filter(locale -> locale.getCountry().equals(country))
            .map(Locale::getLanguage)
        : Stream.empty();
  }
}
