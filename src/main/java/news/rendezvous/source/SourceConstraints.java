package news.rendezvous.source;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.url.CanonicalUrl;

/**
 * Validation of a source's definition, the same for the API and the configuration. Each method
 * returns the expected form with an example, or nothing for a valid value.
 */
public final class SourceConstraints {

  /** Maximum length of a title, in characters. */
  public static final int MAX_TITLE = 1024;

  private static final int MAX_LANGUAGE = 64;
  private static final Set<String> TWO_LETTERS = Set.of(Locale.getISOLanguages());
  private static final Duration MAX_INTERVAL = Duration.ofDays(365);
  private static final Pattern EDITION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  // Embeddings, overrides and isolates of the bidirectional algorithm (Unicode UAX 9) make a title
  // look like another one ("Trojan source", CVE-2021-42574).
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069]");
  private static final int MAX_URL = 8_000;
  // RFC 3986 section 3.2.2. A parser of browsers takes the path of http:///x for a host.
  private static final Pattern WITH_HOST = Pattern.compile("(?i)https?://[^/?#\\\\\\s]");
  // RFC 3986 section 3.2.1.
  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z]+://[^/?#]*@.*");
  private static final int MAX_PORT = 65_535;
  // RFC 3986 section 3.2.3. A colon in brackets is one of an IPv6 address.
  private static final Pattern PORT =
      Pattern.compile(
          "(?s)https?://(?:\\[[^\\]/?#]*]|[^:/?#\\[]*):(\\d+)(?:[/?#].*)?",
          Pattern.CASE_INSENSITIVE);

  private SourceConstraints() {}

  public static Optional<String> id(String id) {
    return unless(
        Source.isId(id),
        "must be 1 to 128 of A-Z a-z 0-9 . _ -, but not . or .., such as harbour-news");
  }

  /** URL of a feed. The address guard checks its host. */
  public static Optional<String> url(String url) {
    return webAddress(url, "https://news.example/feed.xml");
  }

  /**
   * An absolute http or https URL.
   *
   * @param example a valid one
   */
  public static Optional<String> webAddress(String url, String example) {
    if (url.length() > MAX_URL) {
      return Optional.of(
          "must be at most %d characters, not %d, such as %s"
              .formatted(MAX_URL, url.length(), example));
    }
    if (USER_INFO.matcher(url).matches()) {
      return Optional.of(
          "must have no user name or password, which others would see; write it as " + example);
    }
    return portMistake(url)
        .or(() -> unless(isWebAddress(url), "must be an absolute http or https URL"))
        .or(() -> controlCharacter(url))
        .map(form -> form + ", such as " + example);
  }

  // A browser removes or encodes them (WHATWG URL Standard), which makes another URL than was
  // meant.
  private static Optional<String> controlCharacter(String url) {
    return url.codePoints()
        .filter(Character::isISOControl)
        .mapToObj("must be free of control characters (it has U+%04X)"::formatted)
        .findFirst();
  }

  private static Optional<String> portMistake(String url) {
    Matcher port = PORT.matcher(url);
    return port.matches() && !isPort(port.group(1))
        ? Optional.of("must have a port of 1 to %d, not %s".formatted(MAX_PORT, port.group(1)))
        : Optional.empty();
  }

  private static boolean isPort(String digits) {
    String number = digits.replaceFirst("^0+", "");
    return !number.isEmpty() && number.length() <= 5 && Integer.parseInt(number) <= MAX_PORT;
  }

  public static Optional<String> title(String title) {
    return unless(
        !title.isBlank() && title.length() <= MAX_TITLE && !CONTROL.matcher(title).find(),
        "must be 1 to %d characters without control characters, such as Harbour News"
            .formatted(MAX_TITLE));
  }

  public static Optional<String> edition(String edition) {
    return unless(
        EDITION.matcher(edition).matches(), "must be 1 to 64 of A-Z a-z 0-9 . _ -, such as en");
  }

  /** A well-formed tag (RFC 5646 section 2.2.9) of a registered language. */
  public static Optional<String> language(String language) {
    return unless(
        language.length() <= MAX_LANGUAGE
            && isReadable(
                language,
                tag -> isLanguage(new Locale.Builder().setLanguageTag(tag).build().getLanguage())),
        "must be a BCP 47 language tag of at most %d characters, such as en or zh-CN"
            .formatted(MAX_LANGUAGE));
  }

  // RFC 5646 section 2.2.1: two letters are ISO 639-1, which Java lists; of three letters there are
  // 8,000, which it does not; longer ones are reserved.
  private static boolean isLanguage(String subtag) {
    return subtag.length() == 3 || TWO_LETTERS.contains(subtag);
  }

  public static Optional<String> zone(String zone) {
    return unless(
        isReadable(zone, name -> ZoneId.of(name) != null),
        "must be a time zone, such as Asia/Shanghai, +08:00 or UTC");
  }

  public static Optional<String> interval(Duration interval) {
    return unless(
        !interval.isNegative() && !interval.isZero() && interval.compareTo(MAX_INTERVAL) <= 0,
        "must be longer than nothing and at most 365 days, such as PT15M");
  }

  /** Base of relative references. The address guard checks its host. */
  public static Optional<String> linksBase(String base) {
    return webAddress(base, "https://news.example/");
  }

  private static boolean isWebAddress(String url) {
    return WITH_HOST.matcher(url).lookingAt()
        && CanonicalUrl.resolve(url, null)
            .filter(spelled -> spelled.length() <= MAX_URL)
            .isPresent();
  }

  private static boolean isReadable(String text, Predicate<String> reader) {
    try {
      return reader.test(text);
    } catch (DateTimeException | IllformedLocaleException e) {
      return false;
    }
  }

  private static Optional<String> unless(boolean right, String form) {
    return right ? Optional.empty() : Optional.of(form);
  }
}
