package news.rendezvous.ingest.parse.xml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;

/**
 * Normalized element names, independent of a document's prefixes and of the spelling of its
 * namespaces: without a prefix in the feed's own vocabulary ({@code title}), with the conventional
 * prefix in others ({@code dc:title}), in lower case.
 */
public final class NamespacePrefixes {

  private static final Pattern SPELLING = Pattern.compile("^https?://(?:www\\.)?|(?<![/#])[/#]++$");

  // Keys are in the form of normalized(), since feeds misspell namespaces:
  // http://www.itunes.com/DTDs/Podcast-1.0.dtd, http://search.yahoo.com/mrss.
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("w3.org/2005/atom", "atom"),
          Map.entry("purl.org/atom/ns", "atom"),
          Map.entry("w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
          Map.entry("purl.org/rss/1.0/modules/content", "content"),
          Map.entry("purl.org/dc/elements/1.0", "dc"),
          Map.entry("purl.org/dc/elements/1.1", "dc"),
          Map.entry("purl.org/dc/terms", "dcterms"),
          Map.entry("search.yahoo.com/mrss", "media"),
          Map.entry("itunes.com/dtds/podcast-1.0.dtd", "itunes"),
          Map.entry("purl.org/rss/1.0/modules/syndication", "sy"),
          Map.entry("purl.org/syndication/history/1.0", "fh"),
          Map.entry("purl.org/atompub/tombstones/1.0", "at"),
          Map.entry("prismstandard.org/namespaces/1.2/basic", "prism"),
          Map.entry("prismstandard.org/namespaces/basic/2.0", "prism"),
          Map.entry("prismstandard.org/namespaces/basic/2.1", "prism"),
          Map.entry("prismstandard.org/namespaces/basic/3.0", "prism"),
          Map.entry("rssnamespace.org/feedburner/ext/1.0", "feedburner"),
          Map.entry("w3.org/1999/xhtml", "xhtml"));

  private static final String UNKNOWN = "unknown";

  private final Set<String> core;
  private final Map<String, String> known = new HashMap<>();

  private NamespacePrefixes(Set<String> core) {
    this.core = core;
  }

  /** The names in a document whose own vocabulary is in the namespaces of these elements. */
  public static NamespacePrefixes within(XmlElement... feed) {
    Set<String> own = new HashSet<>(Set.of(""));
    for (XmlElement element : feed) {
      own.add(element.name().namespace());
    }
    return new NamespacePrefixes(own);
  }

  public String of(XmlElement element) {
    String prefix = prefix(element.name());
    String name = LowerCase.of(element.local());
    return prefix.isEmpty() ? name : prefix + ':' + name;
  }

  /** An unknown namespace without a prefix is that of RSS, which has been given a dozen. */
  private String prefix(XmlElement.Name name) {
    String usual = known.computeIfAbsent(name.namespace(), this::usual);
    return usual.equals(UNKNOWN) && name.prefix().isEmpty() ? "" : usual;
  }

  private String usual(String namespace) {
    return core.contains(namespace) ? "" : PREFIXES.getOrDefault(normalized(namespace), UNKNOWN);
  }

  /** The namespace of an undeclared prefix, by convention. */
  static String namespace(String prefix) {
    return PREFIXES.entrySet().stream()
        .filter(usual -> usual.getValue().equals(prefix))
        .map(usual -> "http://" + usual.getKey())
        .findFirst()
        .orElse("urn:undeclared:" + prefix);
  }

  private static String normalized(String namespace) {
    return SPELLING.matcher(LowerCase.of(namespace)).replaceAll("");
  }
}
