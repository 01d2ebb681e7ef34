package news.rendezvous.serve;

import javax.xml.stream.XMLStreamException;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;

/**
 * The stories that a story refers to, and other pages. References to itself or to nothing yet are
 * no links; pictures and recordings are {@link MediaContent}.
 */
final class RelatedLinks {

  private RelatedLinks() {}

  /**
   * Writes each of them as a link.
   *
   * @param element the name of Atom's link element where it is written to
   */
  static void write(Xml xml, String element, NewsItem item) throws XMLStreamException {
    for (Related related : item.extension().related()) {
      for (CanonicalUrl page : related.pages()) {
        xml.empty(element, "rel", "related", "href", page.toString(), "title", related.title());
      }
    }
  }
}
