package news.rendezvous.parse;

import com.rometools.rome.feed.WireFeed;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdom2.Element;

/**
 * Feed trees to entries, by ROME. Each entry is read in a document of its own, so one that ROME
 * chokes on costs no other.
 */
final class RomeReader {

  private final FeedTree tree;
  private final FeedHead head;

  RomeReader(FeedTree tree, FeedHead head) {
    this.tree = tree;
    this.head = head;
  }

  /** The readable ones of these entries. */
  List<ParsedEntry> read(List<Element> entries) {
    List<ParsedEntry> read = new ArrayList<>();
    entries.forEach(entry -> read(entry).ifPresent(read::add));
    return read;
  }

  private Optional<ParsedEntry> read(Element entry) {
    Base base = head.base().under(Elements.xml(entry, "base"));
    Extensions extensions = new Extensions(entry.clone(), base);
    prune(entry);
    try {
      WireFeed feed = new WireFeedInput(false, Locale.US).build(tree.alone(entry));
      return feed instanceof Feed atom
          ? atom.getEntries().stream()
              .findFirst()
              .map(e -> AtomEntry.parsed(e, extensions, head.authors()))
          : ((Channel) feed)
              .getItems().stream().findFirst().map(i -> RssEntry.parsed(i, extensions));
    } catch (FeedException | RuntimeException e) {
      // ROME throws IllegalArgument-, NumberFormat- and other exceptions at what it does not
      // expect. The caller counts the entry among those left out.
      return Optional.empty();
    }
  }

  private static void prune(Element entry) {
    List<Element> foreign =
        entry.getChildren().stream()
            .filter(child -> !child.getNamespace().equals(entry.getNamespace()))
            .filter(child -> !Elements.is(child, Names.CONTENT, "encoded"))
            .toList();
    foreign.forEach(Element::detach);
  }
}
