package news.rendezvous.ingest.parse.xml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the root element, taken off: junk before the XML declaration, the declaration
 * itself (the characters are decoded already) and a document type declaration.
 *
 * @param rest the document from there on, its lines where they were
 * @param entities what the document type gives names of its own; null where it declares something
 *     that a parser would have to expand or fetch
 */
record XmlProlog(String rest, @Nullable EntityDeclarations entities) {

  /** How far junk may reach; what comes later belongs to the document. */
  private static final int JUNK = 2048;

  /** Characters of a document type's name and identifiers; those of W3C have up to 120. */
  private static final int LONGEST_NAME = 1_000;

  /** A formal public identifier names a grammar that everybody knows and nobody fetches. */
  private static final String PUBLIC = "PUBLIC\\s+[\"'][-+]//[^\"']*\\bDTD [^\"']*[\"'].*";

  /** So do the places where those of RSS, RDF and CDF were published. */
  private static final String SYSTEM =
      "SYSTEM\\s+[\"'](?:[^\"']*rss-0\\.9[0-9]?\\.dtd"
          + "|https?://(?:[\\w-]+\\.)*(?:w3c?\\.org|netscape\\.com|userland\\.com|purl\\.org"
          + "|dublincore\\.org|rssboard\\.org|microsoft\\.com|silmaril\\.ie)/[^\"']*)[\"']\\s*";

  private static final Pattern WELL_KNOWN =
      Pattern.compile("(?s)\\s+\\S+?\\s*(" + PUBLIC + '|' + SYSTEM + ")?");

  static XmlProlog takenOff(String document) {
    String text = withoutDeclaration(document);
    EntityDeclarations entities = new EntityDeclarations();
    int start = doctype(text);
    int end = start < 0 ? 0 : end(text, start, entities);
    if (end < 0) {
      return new XmlProlog(text, null);
    }
    return start < 0
        ? new XmlProlog(text, entities)
        : new XmlProlog(
            text.substring(0, start) + lines(text, start, end) + text.substring(end), entities);
  }

  /** Behind the document type declaration; -1 where it is harmful. */
  private static int end(String text, int start, EntityDeclarations entities) {
    int close = text.indexOf('>', start);
    int subset = text.indexOf('[', start);
    boolean internal = subset >= 0 && subset < close;
    int named = internal ? subset : close;
    if (named < 0
        || named - start > LONGEST_NAME
        || !WELL_KNOWN.matcher(text.substring(start + "<!DOCTYPE".length(), named)).matches()) {
      return -1;
    }
    int behind = internal ? entities.read(text, subset + 1) : close;
    return behind < 0 ? -1 : text.indexOf('>', behind) + 1;
  }

  private static String withoutDeclaration(String document) {
    int declaration = document.indexOf("<?xml ");
    int start = document.indexOf('<');
    if (declaration >= 0 && declaration <= JUNK) {
      int end = document.indexOf("?>", declaration);
      start = end < 0 ? start : end + 2;
    }
    return start < 0 ? document : lines(document, 0, start) + document.substring(start);
  }

  private static String lines(String text, int from, int to) {
    return "\n".repeat((int) text.substring(from, to).chars().filter(c -> c == '\n').count());
  }

  /** Where the document type declaration starts; -1 where there is none before the root. */
  private static int doctype(String text) {
    int at = text.indexOf('<');
    while (at >= 0 && (text.startsWith("<!--", at) || text.startsWith("<?", at))) {
      int end = text.indexOf(text.startsWith("<?", at) ? "?>" : "-->", at);
      at = end < 0 ? -1 : text.indexOf('<', end);
    }
    return at >= 0 && text.regionMatches(true, at, "<!DOCTYPE", 0, 9) ? at : -1;
  }
}
