package news.rendezvous.demo;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.source.Source;

/**
 * A document of plain text with several stories, in which each mark of the dialect stands once that
 * the feeds do not show.
 */
final class Bulletin {

  static final String PATH = "/demo/bulletin.txt";

  private static final String RESOURCE = "/demo/bulletin.txt";

  /** Stands for the hash of a story or picture. */
  private static final Pattern SLUG = Pattern.compile("\\{([a-z-]+)}");

  private Bulletin() {}

  /** The document, in UTF-8. */
  static Buffer text() {
    try (InputStream in = Bulletin.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: " + RESOURCE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Buffer.buffer(SLUG.matcher(text).replaceAll(Bulletin::hash));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static String hash(MatchResult slug) {
    return Matcher.quoteReplacement(References.link(slug.group(1)).toString());
  }

  /** The source that the service polls. */
  static Source source(String base) {
    return new Source(
        "demo-bulletin", base + PATH, null, "en", null, null, null, base + "/demo/", true, true);
  }
}
