package news.rendezvous.dialect;

import java.util.Optional;
import news.rendezvous.item.LinkHash;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * The place of a reference line that was taken out of a tree, where its picture will stand if it
 * resolves to one: an element that is never written.
 */
public final class ReferencePlace {

  private static final String NAME = "rendezvous-reference";

  private ReferencePlace() {}

  static Element of(LinkHash link) {
    return new Element(NAME).attr("link", link.toString());
  }

  static boolean isOne(Node node) {
    return node.nameIs(NAME);
  }

  /** The reference whose place an element is; empty for any other. */
  public static Optional<LinkHash> at(Element element) {
    return isOne(element) ? LinkHash.parse(element.attr("link")) : Optional.empty();
  }
}
