package news.rendezvous.ingest.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import news.rendezvous.ingest.dialect.credit.Byline;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.dialect.reference.ReferenceAddress;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.dialect.reference.ReferenceLine;
import news.rendezvous.ingest.dialect.reference.ReferencePlace;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** A line of HTML: a list of nodes of a tree, which is changed. */
final class HtmlLine implements Line {

  private static final Set<String> CAPTIONS = Set.of("figcaption", "figure", "caption");

  private final List<Node> nodes;
  private final @Nullable Element end;
  private final List<Element> places = new ArrayList<>();

  /**
   * A line.
   *
   * @param nodes its texts, anchors, pictures and players, in document order
   * @param end the line break that ends it; null for the end of a block
   */
  HtmlLine(List<Node> nodes, @Nullable Element end) {
    this.nodes = nodes;
    this.end = end;
  }

  @Override
  public String text() {
    List<String> parts = new ArrayList<>(nodes.size());
    int most = 0;
    for (Node node : nodes) {
      if (node instanceof TextNode text) {
        parts.add(text.getWholeText());
        most += text.getWholeText().length();
      }
    }
    char[] text = new char[most];
    int length = 0;
    for (String part : parts) {
      length = collapse(part, text, length);
    }
    return new String(text, 0, length).strip();
  }

  private static int collapse(String words, char[] text, int from) {
    int length = from;
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (!isSpace(c)) {
        text[length++] = c;
      } else if (length > 0 && text[length - 1] != ' ') {
        text[length++] = ' ';
      }
    }
    return length;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u00a0';
  }

  @Override
  public String ending() {
    int left = Byline.LONGEST;
    for (int i = nodes.size() - 1; i >= 0 && left > 0; i--) {
      if (nodes.get(i) instanceof TextNode node) {
        String words = node.getWholeText();
        if (Byline.mayBeIn(words.substring(Math.max(0, words.length() - 2 * Byline.LONGEST)))) {
          return text();
        }
        left -= words.strip().length();
      }
    }
    return "";
  }

  @Override
  public boolean isBlank() {
    for (Node node : nodes) {
      if (node instanceof TextNode text && !isBlank(text.getWholeText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(String text) {
    return text.chars().allMatch(c -> c == '\u00a0' || Character.isWhitespace(c));
  }

  @Override
  public boolean showsMedia() {
    return nodes.stream().anyMatch(node -> node instanceof Element && !node.nameIs("a"));
  }

  @Override
  public boolean isCaption() {
    return nodes.stream().anyMatch(HtmlLine::isInCaption);
  }

  private static boolean isInCaption(Node node) {
    for (Element at = node.parentElement(); at != null; at = at.parent()) {
      if (CAPTIONS.contains(at.normalName())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean endsParagraph() {
    return end == null;
  }

  @Override
  public boolean mayRefer() {
    for (Node node : nodes) {
      if (node instanceof TextNode text
          ? LinkHash.mayBeIn(text.getWholeText())
          : node instanceof Element element && HtmlReferences.mayBeIn(element)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Kind take(ReferenceCollector references) {
    List<ReferenceLine> lines = ReferenceLine.of(text());
    HtmlReferences elements = new HtmlReferences(references);
    if (!lines.isEmpty()) {
      lines.forEach(line -> place(references.standing(named(line.address()), line.title())));
      nodes.forEach(elements::takeMedia);
      return lines.get(lines.size() - 1).awaitsTitle() ? Kind.UNTITLED_REFERENCE : Kind.REFERENCES;
    }
    boolean anchorsAlone = isOfAnchors();
    for (Node node : nodes) {
      if (node instanceof TextNode text) {
        takeInline(text, references);
      } else if (anchorsAlone && HtmlReferences.isReference(node)) {
        elements.takeLine((Element) node).ifPresent(this::place);
      } else {
        elements.take(node);
      }
    }
    return anchorsAlone ? Kind.REFERENCES : Kind.WORDS;
  }

  // The target of an anchor around a picture is the same picture, larger, or no picture.
  private void place(EntryReference reference) {
    if (!showsMedia()) {
      places.add(ReferencePlace.of(reference.link()));
    }
  }

  /** The URL of an anchor around the address is complete. */
  private ReferenceAddress named(ReferenceAddress written) {
    return nodes.stream()
        .filter(HtmlReferences::isReference)
        .flatMap(anchor -> ReferenceAddress.of(anchor.attr("href")).stream())
        .filter(address -> address.link().equals(written.link()))
        .findFirst()
        .orElse(written);
  }

  private static void takeInline(TextNode text, ReferenceCollector references) {
    String written = text.getWholeText();
    if (LinkHash.mayBeIn(written)) {
      text.text(references.takeInline(written));
    }
  }

  /** True if all words of the line are in anchors that are references. */
  private boolean isOfAnchors() {
    boolean found = false;
    for (Node node : nodes) {
      found |= HtmlReferences.isReference(node);
      if (node instanceof TextNode text
          && text.getWholeText().codePoints().anyMatch(Character::isLetterOrDigit)
          && !HtmlReferences.isWithinReference(text)) {
        return false;
      }
    }
    return found;
  }

  @Override
  public void remove() {
    Node first = nodes.get(0);
    if (end == null) {
      HtmlPruning.pruneBreaksBefore(first);
    }
    places.forEach(first::before);
    for (Node node : nodes) {
      if (node instanceof TextNode) {
        HtmlPruning.prune(node);
      } else if (node.nameIs("a")) {
        HtmlPruning.unwrap((Element) node);
      }
    }
    if (end != null && nodes.stream().noneMatch(HtmlLine::isShown)) {
      HtmlPruning.pruneBreak(end);
    }
    places.forEach(HtmlPruning::leaveList);
  }

  private static boolean isShown(Node node) {
    return node instanceof Element && !node.nameIs("a") && node.parent() != null;
  }

  @Override
  public void removeStart(int length) {
    int left = length;
    boolean space = true; // of consecutive spaces the text has the first only
    for (Node node : nodes) {
      if (left > 0 && node instanceof TextNode text) {
        String words = text.getWholeText();
        int at = 0;
        while (at < words.length() && left > 0) {
          boolean blank = isSpace(words.charAt(at));
          left -= blank && space ? 0 : 1;
          space = blank;
          at++;
        }
        text.text(words.substring(at));
      }
    }
  }
}
