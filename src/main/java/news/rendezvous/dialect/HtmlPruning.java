package news.rendezvous.dialect;

import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Takes marks out of a tree, and with them all that is left empty by that. */
final class HtmlPruning {

  /** Elements in which a picture cannot stand by itself. */
  private static final Set<String> LISTS =
      Set.of("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr");

  private HtmlPruning() {}

  /** Takes a node out, then every element around it that has nothing left to show. */
  static void prune(Node node) {
    Node parent = node.parent();
    node.remove();
    while (parent instanceof Element element && !element.nameIs("body") && showsNothing(element)) {
      parent = element.parent();
      places(element).forEach(element::before);
      element.remove();
    }
  }

  /** Takes an anchor out and leaves what it shows. */
  static void unwrap(Element anchor) {
    if (showsNothing(anchor)) {
      prune(anchor);
    } else if (anchor.parent() != null) {
      anchor.unwrap();
    }
  }

  /** Takes a line break out, and those that would leave an empty line where the line was. */
  static void pruneBreak(Element end) {
    if (end.parent() == null) {
      return; // it left with the block around it
    }
    Node before = neighbour(end, false);
    Node after = neighbour(end, true);
    while (after != null && after.nameIs("br") && (before == null || before.nameIs("br"))) {
      Node next = neighbour(after, true);
      after.remove();
      after = next;
    }
    prune(end);
  }

  /** Takes out the line breaks that would end a block whose last line leaves. */
  static void pruneBreaksBefore(Node line) {
    Node before = neighbour(line, false);
    while (before != null && before.nameIs("br")) {
      Node next = neighbour(before, false);
      before.remove();
      before = next;
    }
  }

  /** The node beside, white space and places apart; null at the edge of a block. */
  private static @Nullable Node neighbour(Node node, boolean next) {
    Node at = node;
    while (true) {
      Node beside = next ? at.nextSibling() : at.previousSibling();
      if (beside == null) {
        Node parent = at.parent();
        if (!(parent instanceof Element element) || element.isBlock()) {
          return null;
        }
        at = parent;
      } else if (beside.nameIs("br") || !isNothing(beside)) {
        return beside;
      } else {
        at = beside;
      }
    }
  }

  /** Moves the place of a reference out of a list that goes on around it. */
  static void leaveList(Element place) {
    Element parent = place.parent();
    while (parent != null && LISTS.contains(parent.normalName())) {
      parent.before(place);
      parent = place.parent();
    }
  }

  private static List<Node> places(Element element) {
    return element.childNodes().stream().filter(ReferencePlace::isOne).toList();
  }

  private static boolean showsNothing(Element element) {
    return element.childNodes().stream().allMatch(HtmlPruning::isNothing);
  }

  private static boolean isNothing(Node node) {
    return node.nameIs("br")
        || ReferencePlace.isOne(node)
        || (node instanceof TextNode text && text.isBlank());
  }
}
