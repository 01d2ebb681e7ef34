package news.rendezvous.item.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The hash of a {@code getUrls?link=<hash>} reference: 32 hex digits, kept in lower case. */
public record LinkHash(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  @JsonCreator
  public LinkHash {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not 32 hex digits: " + value);
    }
  }

  /** The hash in a text, upper case accepted; empty for anything else. */
  public static Optional<LinkHash> parse(@Nullable String text) {
    return Optional.ofNullable(text)
        .map(LowerCase::of)
        .filter(t -> FORM.matcher(t).matches())
        .map(LinkHash::new);
  }

  /** True if a text may contain a reference: a quick test, since few do. */
  public static boolean mayBeIn(String text) {
    return text.contains("getUrls?");
  }

  /** The hash in an absolute {@code getUrls} URL; empty for any other URL. */
  public static Optional<LinkHash> inAddress(String url) {
    // A quick test, since parsing takes long and few URLs are references.
    return url.contains("getUrls") ? parse(HttpUrl.parse(url)) : Optional.empty();
  }

  private static Optional<LinkHash> parse(@Nullable HttpUrl url) {
    return Optional.ofNullable(url)
        .filter(parsed -> parsed.pathSegments().get(parsed.pathSize() - 1).equals("getUrls"))
        .flatMap(parsed -> parse(parsed.queryParameter("link")));
  }

  @Override
  public String toString() {
    return value;
  }
}
