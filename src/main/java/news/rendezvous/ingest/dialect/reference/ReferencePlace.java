package news.rendezvous.ingest.dialect.reference;

import java.util.Optional;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Placeholder of a removed reference line in a tree, at which its picture is inserted if it
 * resolves to one. It is never written to markup.
 */
public final class ReferencePlace {

  private static final String NAME = "rendezvous-reference";

  private ReferencePlace() {}

  public static Element of(LinkHash link) {
    return new Element(NAME).attr("link", link.toString());
  }

  public static boolean isOne(Node node) {
    return node.nameIs(NAME);
  }

  /** The reference of a placeholder; empty for any other element. */
  public static Optional<LinkHash> at(Element element) {
    return isOne(element) ? LinkHash.parse(element.attr("link")) : Optional.empty();
  }
}
