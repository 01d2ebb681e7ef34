package news.rendezvous.parse;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the body of an entry says in the Rendezvous dialect: the publisher in its source line,
 * the {@code getUrls} references, the reporters in its bylines. Source line and reference lines
 * leave the body; bylines stay.
 */
@ApplicationScoped
public class Dialect {

  /** Characters of a body that are looked at; several times what an item may hold. */
  private static final int LONGEST = 1024 * 1024;

  private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!]");

  /** Nobody starts a text with a paragraph's tag that is meant to be read. */
  private static final Pattern ESCAPED_TWICE =
      Pattern.compile(
          "\\s*&lt;(p|div|span|a|img|br|h[1-6]|ul|ol|table|figure|blockquote|strong|em|b|i)"
              + "(\\s|/|&gt;)");

  private final int maxReferences;

  @Inject
  Dialect(ParseConfig config) {
    this.maxReferences = config.maxReferences();
  }

  /**
   * The body of an entry, and what it says.
   *
   * @param feedUrl where the feed is
   * @param linksBase base of relative references, as configured for the source
   */
  public Body read(ParsedEntry entry, @Nullable String feedUrl, @Nullable String linksBase) {
    Markup content = entry.content();
    if (content == null) {
      return new Body(null, null, null, null, List.of(), List.of());
    }
    References references =
        new References(ReferenceBases.of(entry.link(), feedUrl, linksBase), maxReferences);
    boolean untitled = entry.title() == null;
    String value = content.value().substring(0, Math.min(content.value().length(), LONGEST));
    if (!content.html()) {
      return TextBody.read(value, references, untitled);
    }
    if (ESCAPED_TWICE.matcher(value).lookingAt()) {
      value = Parser.unescapeEntities(value, false);
    }
    value = TagSoup.escaped(value);
    // RSS does not tell markup from text: without a tag, line feeds are what splits paragraphs.
    return TAG.matcher(value).find()
        ? HtmlBody.read(value, references, untitled)
        : TextBody.read(Parser.unescapeEntities(value, false), references, untitled);
  }
}
