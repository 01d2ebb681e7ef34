package news.rendezvous.ingest.parse.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.ingest.parse.xml.NamespacePrefixes;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.text.LowerCase;

/**
 * A feed as a tree.
 *
 * @param isAtom whether it is Atom, else RSS of some version
 * @param names of its elements
 * @param channel where the feed speaks of itself: the RSS channel, or the root of Atom
 * @param entries in document order, wherever they stand
 */
public record FeedTree(
    boolean isAtom, NamespacePrefixes names, XmlElement channel, List<XmlElement> entries) {

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** The feed in a document; empty where its root is not that of a feed. */
  public static Optional<FeedTree> of(XmlElement root) {
    return switch (LowerCase.of(root.local())) {
      // CDF, the oldest of them, is a channel without a root around it.
      case "rss", "rdf", "channel" -> Optional.of(rss(root));
      case "feed", "entry" ->
          Optional.of(
              new FeedTree(true, NamespacePrefixes.within(root), root, List.of()).filled(root));
      default -> Optional.empty();
    };
  }

  private static FeedTree rss(XmlElement root) {
    XmlElement channel =
        root.children().stream()
            .filter(child -> child.local().equalsIgnoreCase("channel"))
            .findFirst()
            .orElse(root);
    return new FeedTree(false, NamespacePrefixes.within(root, channel), channel, List.of())
        .filled(root);
  }

  private FeedTree filled(XmlElement root) {
    List<XmlElement> found = new ArrayList<>();
    collect(root, found);
    return new FeedTree(isAtom, names, channel, List.copyOf(found));
  }

  // Within channels or beside them: RSS has known both. Nesting is bounded by the parser.
  private void collect(XmlElement element, List<XmlElement> found) {
    if (ENTRIES.contains(names.of(element))) {
      found.add(element);
      return;
    }
    element.children().forEach(child -> collect(child, found));
  }
}
