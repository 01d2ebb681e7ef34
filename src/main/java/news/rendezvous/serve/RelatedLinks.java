package news.rendezvous.serve;

import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;

/** The stories that a story refers to. References to itself or to nothing yet are no links. */
final class RelatedLinks {

  private RelatedLinks() {}

  /**
   * Writes each of them as a link.
   *
   * @param element the name of Atom's link element where it is written to
   */
  static void write(Xml xml, String element, NewsItem item) throws XMLStreamException {
    for (Related related : item.extension().related()) {
      if (related.kind() == Related.Kind.STORY && !related.urls().isEmpty()) {
        String address = related.urls().get(0).toString();
        xml.empty(element, "rel", "related", "href", address, "title", related.title());
      }
    }
  }
}
