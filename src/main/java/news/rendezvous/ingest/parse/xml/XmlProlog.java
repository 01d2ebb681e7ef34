package news.rendezvous.ingest.parse.xml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removal of the prolog: junk before the XML declaration, the declaration, and the document type
 * declaration, so that the XML parser never expands or fetches anything.
 *
 * @param rest the document without them; line numbers are unchanged
 * @param entities entities of the document type; null if it is not harmless
 */
record XmlProlog(String rest, @Nullable EntityDeclarations entities) {

  /** Most characters of junk before the XML declaration. */
  private static final int MAX_JUNK = 2048;

  /** Most characters of a document type's name and identifiers; those of W3C have up to 120. */
  private static final int MAX_NAME = 1_000;

  /** Formal public identifier of a DTD, which is not fetched. */
  private static final String PUBLIC = "PUBLIC\\s+[\"'][-+]//[^\"']*\\bDTD [^\"']*[\"'].*";

  /** URLs at which the DTDs of RSS, RDF and CDF were published; they are not fetched either. */
  private static final String SYSTEM =
      "SYSTEM\\s+[\"'](?:[^\"']*rss-0\\.9[0-9]?\\.dtd"
          + "|https?://(?:[\\w-]+\\.)*(?:w3c?\\.org|netscape\\.com|userland\\.com|purl\\.org"
          + "|dublincore\\.org|rssboard\\.org|microsoft\\.com|silmaril\\.ie)/[^\"']*)[\"']\\s*";

  private static final Pattern WELL_KNOWN =
      Pattern.compile("(?s)\\s+\\S+?\\s*(" + PUBLIC + '|' + SYSTEM + ")?");

  static XmlProlog remove(String document) {
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

  /** The offset after the document type declaration; -1 if it is not harmless. */
  private static int end(String text, int start, EntityDeclarations entities) {
    int close = text.indexOf('>', start);
    int subset = text.indexOf('[', start);
    boolean internal = subset >= 0 && subset < close;
    int named = internal ? subset : close;
    if (named < 0
        || named - start > MAX_NAME
        || !WELL_KNOWN.matcher(text.substring(start + "<!DOCTYPE".length(), named)).matches()) {
      return -1;
    }
    int behind = internal ? entities.read(text, subset + 1) : close;
    return behind < 0 ? -1 : text.indexOf('>', behind) + 1;
  }

  private static String withoutDeclaration(String document) {
    int declaration = document.indexOf("<?xml ");
    int start = document.indexOf('<');
    if (declaration >= 0 && declaration <= MAX_JUNK) {
      int end = document.indexOf("?>", declaration);
      start = end < 0 ? start : end + 2;
    }
    return start < 0 ? document : lines(document, 0, start) + document.substring(start);
  }

  private static String lines(String text, int from, int to) {
    return "\n".repeat((int) text.substring(from, to).chars().filter(c -> c == '\n').count());
  }

  /** The offset of the document type declaration; -1 without one before the root. */
  private static int doctype(String text) {
    int at = text.indexOf('<');
    while (at >= 0 && (text.startsWith("<!--", at) || text.startsWith("<?", at))) {
      int end = text.indexOf(text.startsWith("<?", at) ? "?>" : "-->", at);
      at = end < 0 ? -1 : text.indexOf('<', end);
    }
    return at >= 0 && text.regionMatches(true, at, "<!DOCTYPE", 0, 9) ? at : -1;
  }
}
