package news.rendezvous.ingest.dialect;

import java.util.List;
import java.util.Set;
import news.rendezvous.ingest.dialect.reference.ReferencePlace;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Removes nodes from a tree, and the elements that are empty without them. */
final class HtmlPruning {

  /** Elements that may not contain a picture directly. */
  private static final Set<String> LISTS =
      Set.of("ul", "ol", "dl", "table", "thead", "tbody", "tfoot", "tr");

  private HtmlPruning() {}

  /** Removes a node, then every element around it that shows nothing any more. */
  static void prune(Node node) {
    Node parent = node.parent();
    node.remove();
    while (parent instanceof Element element && !element.nameIs("body") && showsNothing(element)) {
      parent = element.parent();
      places(element).forEach(element::before);
      element.remove();
    }
  }

  /** Removes an anchor and keeps its content. */
  static void unwrap(Element anchor) {
    if (showsNothing(anchor)) {
      prune(anchor);
    } else if (anchor.parent() != null) {
      anchor.unwrap();
    }
  }

  /** Removes a line break, and those that would leave an empty line. */
  static void pruneBreak(Element end) {
    if (end.parent() == null) {
      return; // removed with the block around it
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

  /** Removes the line breaks that would end a block when its last line is removed. */
  static void pruneBreaksBefore(Node line) {
    Node before = neighbour(line, false);
    while (before != null && before.nameIs("br")) {
      Node next = neighbour(before, false);
      before.remove();
      before = next;
    }
  }

  /** The nearest sibling that is neither white space nor a place; null at the edge of a block. */
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

  /** Moves the place of a reference before the list around it. */
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
