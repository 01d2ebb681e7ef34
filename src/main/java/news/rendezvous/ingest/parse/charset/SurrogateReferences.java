package news.rendezvous.ingest.parse.charset;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of numeric character references to UTF-16 surrogates, such as 55357 and 56898, which some
 * writers emit for a character beyond U+FFFF. They are legal neither in XML nor in HTML.
 */
public final class SurrogateReferences {

  private static final Pattern PAIR =
      Pattern.compile(
          "&(?:amp;)?#(?:(5[56]\\d{3})|[xX]([dD][89abAB][0-9a-fA-F]{2}));"
              + "&(?:amp;)?#(?:(5[67]\\d{3})|[xX]([dD][c-fC-F][0-9a-fA-F]{2}));");

  private SurrogateReferences() {}

  /** The text with each pair replaced by its character. */
  public static String joined(String text) {
    return text.contains("#5") || text.contains("#x") || text.contains("#X")
        ? PAIR.matcher(text).replaceAll(SurrogateReferences::joined)
        : text;
  }

  private static String joined(MatchResult pair) {
    char high = unit(pair.group(1), pair.group(2));
    char low = unit(pair.group(3), pair.group(4));
    return Character.isSurrogatePair(high, low)
        ? Character.toString(Character.toCodePoint(high, low))
        : pair.group();
  }

  private static char unit(@Nullable String decimal, @Nullable String hex) {
    return (char) (decimal == null ? Integer.parseInt(hex, 16) : Integer.parseInt(decimal));
  }
}
