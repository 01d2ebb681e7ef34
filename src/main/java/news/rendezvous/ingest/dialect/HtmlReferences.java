package news.rendezvous.ingest.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.dialect.reference.ReferenceAddress;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jspecify.annotations.Nullable;

/**
 * Collects references in the attributes of elements. What stays in the tree gets the absolute URL
 * of its end point, by which the reference is found again in the sanitised markup.
 */
record HtmlReferences(ReferenceCollector references) {

  /** Players, which are removed: readers cannot open the URL of a reference. */
  private static final Set<String> FRAMES = Set.of("iframe", "embed", "object");

  private static final List<String> WORDS = List.of("title", "alt");

  private static final Set<String> SETS = Set.of("srcset", "data-srcset", "data-lazy-srcset");

  /**
   * HTML Living Standard section 4.8.4.2.1: a URL in a {@code srcset} ends with a space or a comma.
   */
  private static final Pattern OF_SET = Pattern.compile("[^\\s,]\\S*[^\\s,]");

  static boolean mayBeIn(Element element) {
    for (Attribute attribute : element.attributes()) {
      if (LinkHash.mayBeIn(attribute.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** True if a node is an anchor whose URL is a reference. */
  static boolean isReference(Node node) {
    return node.nameIs("a") && ReferenceAddress.of(node.attr("href")).isPresent();
  }

  static boolean isWithinReference(Node node) {
    for (Node at = node.parent(); at != null; at = at.parent()) {
      if (isReference(at)) {
        return true;
      }
    }
    return false;
  }

  /** Collects the references in attributes that hold text. */
  void takeWords(Element body) {
    for (String attribute : WORDS) {
      for (Element element : body.select("[%s*=getUrls?]".formatted(attribute))) {
        element.attr(attribute, references.takeInline(element.attr(attribute)));
      }
    }
  }

  /** Collects an anchor that is a line or list item. */
  Optional<EntryReference> takeLine(Element anchor) {
    return ReferenceAddress.of(anchor.attr("href"))
        .map(address -> references.standing(address, title(anchor)));
  }

  /** Collects the references of an element, which stays in its place. */
  void take(Node node) {
    if (!(node instanceof Element element) || !mayBeIn(element)) {
      return;
    }
    if (element.nameIs("a")) {
      takeAnchor(element);
    } else {
      takeMedia(element);
    }
  }

  private void takeAnchor(Element anchor) {
    ReferenceAddress.of(anchor.attr("href"))
        .ifPresent(
            address -> {
              EntryReference reference = references.add(address, title(anchor));
              anchor.attr("href", absolute(reference, address));
              if (!anchor.hasText() && anchor.childrenSize() == 0) {
                HtmlPruning.prune(anchor);
              }
            });
  }

  /** Collects the references of pictures, films and sound; anchors are skipped. */
  void takeMedia(Node node) {
    if (!(node instanceof Element element) || element.nameIs("a") || !mayBeIn(element)) {
      return;
    }
    for (Attribute attribute : List.copyOf(element.attributes().asList())) {
      if (LinkHash.mayBeIn(attribute.getValue())) {
        String value =
            SETS.contains(attribute.getKey())
                ? OF_SET.matcher(attribute.getValue()).replaceAll(found -> inSet(found, element))
                : taken(attribute.getValue(), element);
        element.attr(attribute.getKey(), value);
      }
    }
    if (FRAMES.contains(element.normalName())) {
      HtmlPruning.prune(element);
    }
  }

  private String inSet(MatchResult found, Element element) {
    return Matcher.quoteReplacement(taken(found.group(), element));
  }

  private String taken(String value, Element element) {
    return ReferenceAddress.of(value)
        .map(address -> absolute(references.standing(address, title(element)), address))
        .orElse(value);
  }

  private static String absolute(EntryReference reference, ReferenceAddress address) {
    return reference.addresses().stream()
        .findFirst()
        .map(Object::toString)
        .orElse(address.written());
  }

  /** The text of an anchor, or the alternative text of a picture; a URL is no title. */
  private static @Nullable String title(Element element) {
    Element picture = element.nameIs("a") ? element.selectFirst("img") : element;
    String words = element.nameIs("a") ? element.text() : "";
    String title =
        !words.isBlank() || picture == null
            ? words
            : picture.hasAttr("alt") ? picture.attr("alt") : picture.attr("title");
    return title.isBlank() || LinkHash.mayBeIn(title) || title.contains("://") ? null : title;
  }
}
