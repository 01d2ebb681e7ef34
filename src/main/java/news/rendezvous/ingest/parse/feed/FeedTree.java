package news.rendezvous.ingest.parse.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.ingest.parse.xml.NamespacePrefixes;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.text.LowerCase;

/**
 * The XML tree of a feed.
 *
 * @param isAtom true for Atom, false for RSS of any version and CDF
 * @param channel element with the metadata of the feed: RSS channel or Atom root
 */
public record FeedTree(
    boolean isAtom, NamespacePrefixes names, XmlElement channel, List<XmlElement> entries) {

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** The feed of a document; empty if the root element is not that of a feed. */
  public static Optional<FeedTree> of(XmlElement root) {
    return switch (LowerCase.of(root.local())) {
      // The root of CDF is the channel.
      case "rss", "rdf", "channel" -> Optional.of(rss(root));
      case "feed", "entry" ->
          Optional.of(
              new FeedTree(true, NamespacePrefixes.within(root), root, List.of())
                  .withEntries(root));
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
        .withEntries(root);
  }

  private FeedTree withEntries(XmlElement root) {
    List<XmlElement> found = new ArrayList<>();
    collect(root, found);
    return new FeedTree(isAtom, names, channel, List.copyOf(found));
  }

  // RSS 1.0 has items beside the channel, other versions within it. The parser limits the depth.
  private void collect(XmlElement element, List<XmlElement> found) {
    if (ENTRIES.contains(names.of(element))) {
      found.add(element);
      return;
    }
    element.children().forEach(child -> collect(child, found));
  }
}
