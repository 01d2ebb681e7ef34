package news.rendezvous.serve;

import javax.xml.stream.XMLStreamException;
import news.rendezvous.serve.DocumentLinks.Link;

/** The links of a feed to itself, its next page (RFC 5005 section 3) and its other formats. */
final class FeedLinks {

  private FeedLinks() {}

  /**
   * Writes each of them as a link.
   *
   * @param element the name of Atom's link element where it is written to
   */
  static void write(Xml xml, String element, DocumentLinks links) throws XMLStreamException {
    write(xml, element, "self", links, links.self());
    if (links.next() != null) {
      write(xml, element, "next", links, links.next());
    }
    for (Link other : links.formats()) {
      write(xml, element, "alternate", links, other);
    }
  }

  private static void write(Xml xml, String element, String relation, DocumentLinks links, Link to)
      throws XMLStreamException {
    xml.empty(element, "rel", relation, "type", to.mediaType(), "href", links.absolute(to));
  }
}
