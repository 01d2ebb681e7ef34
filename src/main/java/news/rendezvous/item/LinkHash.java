package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a {@code getUrls?link=<hash>} reference: 32 hex digits, kept in lower case.
 *
 * @param value the 32 lower-case hex digits
 */
public record LinkHash(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  /**
   * Guards the form.
   *
   * @throws IllegalArgumentException unless the value is 32 lower-case hex digits
   */
  @JsonCreator
  public LinkHash {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not 32 hex digits: " + value);
    }
  }

  /** The hash in a text, upper case accepted; empty for anything else. */
  public static Optional<LinkHash> parse(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(t -> t.toLowerCase(Locale.ROOT))
        .filter(t -> FORM.matcher(t).matches())
        .map(LinkHash::new);
  }

  /** The hash that an absolute {@code getUrls} address asks for; empty for any other address. */
  public static Optional<LinkHash> inAddress(String url) {
    // Reading a URL takes longer than all that is asked of most of them.
    return url.contains("getUrls") ? asked(HttpUrl.parse(url)) : Optional.empty();
  }

  private static Optional<LinkHash> asked(@Nullable HttpUrl url) {
    return Optional.ofNullable(url)
        .filter(parsed -> parsed.pathSegments().get(parsed.pathSize() - 1).equals("getUrls"))
        .flatMap(parsed -> parse(parsed.queryParameter("link")));
  }

  @Override
  public String toString() {
    return value;
  }
}
