package news.rendezvous.source.opml;

import com.rometools.opml.feed.opml.Attribute;
import com.rometools.opml.feed.opml.Opml;
import com.rometools.opml.feed.opml.Outline;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the outlines of an OPML document by ROME.
 *
 * <p>ROME (2.1) accepts the versions 1.0 and 2.0 in exact spelling only, and fails on a document
 * without a body and on heads with unreadable window positions. So the caller gives the outlines
 * alone, as elements {@code outline}, their attributes in lower case.
 */
public final class OpmlReader {

  /** Prefix of the names of attributes that were in the {@link OpmlOutline#NAMESPACE}. */
  public static final String SETTING = "rendezvous.";

  /** Types of outlines whose {@code url} is not that of a feed: OPML 2.0, "Inclusion". */
  private static final Set<String> NO_FEEDS = Set.of("link", "include");

  private OpmlReader() {}

  /**
   * The outlines that stand for feeds, in document order. Folders, which are outlines with others
   * in them and without a URL, are left out.
   *
   * @param body element with the outlines
   */
  public static List<OpmlOutline> read(Element body) {
    Element root = new Element("opml").setAttribute("version", "2.0");
    try {
      Opml opml =
          (Opml)
              new WireFeedInput(false, Locale.ROOT)
                  .build(new Document(root.addContent(body.detach().setName("body"))));
      return feeds(opml.getOutlines()).toList();
    } catch (FeedException e) {
      throw new IllegalStateException("outlines that ROME refuses to read", e);
    }
  }

  private static Stream<OpmlOutline> feeds(List<Outline> outlines) {
    return outlines.stream()
        .flatMap(outline -> Stream.concat(feed(outline), feeds(outline.getChildren())));
  }

  private static Stream<OpmlOutline> feed(Outline outline) {
    String xmlUrl = xmlUrl(outline);
    return xmlUrl == null && !outline.getChildren().isEmpty()
        ? Stream.empty()
        : Stream.of(
            new OpmlOutline(
                first(outline.getText(), outline.getTitle()),
                xmlUrl,
                first(outline.getAttributeValue("htmlurl")),
                first(outline.getAttributeValue("language")),
                settings(outline)));
  }

  // Some programs write "url" in place of "xmlUrl".
  private static @Nullable String xmlUrl(Outline outline) {
    String type = first(outline.getType());
    boolean isFeed = type == null || !NO_FEEDS.contains(type.toLowerCase(Locale.ROOT));
    return first(
        outline.getAttributeValue("xmlurl"), isFeed ? outline.getAttributeValue("url") : null);
  }

  private static Map<String, String> settings(Outline outline) {
    return outline.getAttributes().stream()
        .filter(attribute -> attribute.getName().startsWith(SETTING))
        .collect(
            Collectors.toMap(
                attribute -> attribute.getName().substring(SETTING.length()), Attribute::getValue));
  }

  private static @Nullable String first(@Nullable String... values) {
    return Stream.of(values)
        .filter(value -> value != null && !value.isBlank())
        .map(String::strip)
        .findFirst()
        .orElse(null);
  }
}
