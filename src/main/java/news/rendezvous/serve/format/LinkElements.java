package news.rendezvous.serve.format;

import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.serve.format.DocumentLinks.Link;

/** Writes link elements of Atom, which RSS has by its namespace. */
final class LinkElements {

  private LinkElements() {}

  /**
   * Writes the links of a feed: itself, its hub (W3C WebSub section 4), its next page (RFC 5005
   * section 3) and its other formats.
   */
  static void ofFeed(XmlWriter xml, String element, DocumentLinks links) throws XMLStreamException {
    write(xml, element, "self", links, links.self());
    xml.empty(element, "rel", "hub", "href", links.hub());
    if (links.next() != null) {
      write(xml, element, "next", links, links.next());
    }
    for (Link other : links.formats()) {
      write(xml, element, "alternate", links, other);
    }
  }

  private static void write(
      XmlWriter xml, String element, String relation, DocumentLinks links, Link to)
      throws XMLStreamException {
    xml.empty(element, "rel", relation, "type", to.mediaType(), "href", links.absolute(to));
  }

  /**
   * Writes the pages that an item refers to. Its references to images and media are in {@link
   * MediaElements}; those to itself and unresolved ones are left out.
   */
  static void related(XmlWriter xml, String element, NewsItem item) throws XMLStreamException {
    for (Related related : item.extension().related()) {
      for (CanonicalUrl page : related.pages()) {
        xml.empty(element, "rel", "related", "href", page.toString(), "title", related.title());
      }
    }
  }
}
