package news.rendezvous.source.opml;

import com.rometools.opml.feed.opml.Attribute;
import com.rometools.opml.feed.opml.Opml;
import com.rometools.opml.feed.opml.Outline;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import news.rendezvous.item.text.XmlCharacters;
import org.jdom2.Document;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/** Writer of subscription lists in OPML 2.0 by ROME. Equal outlines make equal bytes. */
public final class OpmlWriter {

  private static final Namespace SETTINGS =
      Namespace.getNamespace("rendezvous", OpmlOutline.NAMESPACE);

  private OpmlWriter() {}

  /**
   * A document, in UTF-8.
   *
   * @param title of the list
   * @param outlines each with a URL of its feed
   */
  public static byte[] write(String title, List<OpmlOutline> outlines) {
    Opml opml = new Opml();
    opml.setFeedType("opml_2.0");
    opml.setTitle(XmlCharacters.only(title));
    opml.setOutlines(outlines.stream().map(OpmlWriter::outline).toList());
    try {
      Document document = new WireFeedOutput().outputJDom(opml);
      settings(document.getRootElement(), outlines);
      return new XMLOutputter(Format.getPrettyFormat())
          .outputString(document)
          .getBytes(StandardCharsets.UTF_8);
    } catch (FeedException e) {
      throw new IllegalStateException("an outline that ROME refuses to write", e);
    }
  }

  // Type, text and xmlUrl are required, the others optional.
  private static Outline outline(OpmlOutline feed) {
    String url = Objects.requireNonNull(feed.xmlUrl(), "an outline without the URL of a feed");
    String text = Objects.requireNonNullElse(feed.title(), url);
    Outline outline = new Outline("rss", XmlCharacters.only(text));
    outline.setTitle(outline.getText());
    List<Attribute> attributes = new ArrayList<>();
    add(attributes, "xmlUrl", url);
    add(attributes, "htmlUrl", feed.htmlUrl());
    add(attributes, "language", feed.language());
    outline.setAttributes(attributes);
    return outline;
  }

  private static void add(List<Attribute> attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.add(new Attribute(name, XmlCharacters.only(value)));
    }
  }

  // An attribute of ROME has no namespace, which OPML 2.0 demands of those that it does not define.
  private static void settings(Element root, List<OpmlOutline> outlines) {
    if (outlines.stream().allMatch(outline -> outline.settings().isEmpty())) {
      return;
    }
    root.addNamespaceDeclaration(SETTINGS);
    Iterator<Element> elements = root.getChild("body").getChildren("outline").iterator();
    for (OpmlOutline outline : outlines) {
      Element element = elements.next();
      for (Map.Entry<String, String> setting : new TreeMap<>(outline.settings()).entrySet()) {
        element.setAttribute(setting.getKey(), XmlCharacters.only(setting.getValue()), SETTINGS);
      }
    }
  }
}
