package news.rendezvous.demo;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a feed of the sample: RSS 2.0 with stories in the dialect. */
final class FeedDocument {

  private static final String CONTENT = "http://purl.org/rss/1.0/modules/content/";

  /** Characters of a summary. */
  private static final int SUMMARY = 240;

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  private final Dialect dialect;
  private final XMLStreamWriter xml;

  private FeedDocument(Dialect dialect, XMLStreamWriter xml) {
    this.dialect = dialect;
    this.xml = xml;
  }

  /** The document, in UTF-8; equal stories make equal bytes. */
  static byte[] write(Dialect dialect, List<Told> stories) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
      new FeedDocument(dialect, xml).write(stories);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a feed that cannot be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private void write(List<Told> stories) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("rss");
    xml.writeAttribute("version", "2.0");
    xml.writeNamespace("content", CONTENT);
    xml.writeNamespace("atom", ATOM);
    xml.writeStartElement("channel");
    Outlet outlet = dialect.outlet();
    element("title", outlet.publisher());
    element("link", dialect.base() + "/demo/");
    element("description", outlet.description());
    element("language", outlet.voice().language());
    for (Told story : stories) {
      item(story);
    }
    xml.writeEndDocument();
  }

  private void item(Told story) throws XMLStreamException {
    Tale tale = story.tale();
    xml.writeStartElement("item");
    element("title", tale.title());
    element("link", dialect.outlet().permalink(dialect.base(), tale));
    xml.writeStartElement("guid");
    xml.writeAttribute("isPermaLink", "false");
    xml.writeCharacters(dialect.outlet().guid(tale));
    xml.writeEndElement();
    element("pubDate", rfc822(story.published()));
    for (String tag : tale.tags()) {
      element("category", tag);
    }
    if (story.corrected() != null) {
      extension("atom", ATOM, "updated", story.corrected().toString());
    }
    if (tale.scene() == null) {
      element("description", dialect.text(story));
    } else {
      element("description", beginning(dialect.text(story)));
      extension("content", CONTENT, "encoded", dialect.html(story));
    }
    xml.writeEndElement();
  }

  /** A summary as WordPress makes it: the first words, marks and all, on one line. */
  private static String beginning(String text) {
    String line = text.replaceAll("\\s+", " ");
    if (line.length() <= SUMMARY) {
      return line;
    }
    int end = line.lastIndexOf(' ', SUMMARY);
    return line.substring(0, end > SUMMARY / 2 ? end : SUMMARY) + " […]";
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void extension(String prefix, String namespace, String name, String text)
      throws XMLStreamException {
    xml.writeStartElement(prefix, name, namespace);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  // RSS 2.0 asks for RFC 822 dates with a year of four digits, which are those of RFC 1123.
  private static String rfc822(Instant time) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }
}
