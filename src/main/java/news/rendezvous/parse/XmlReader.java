package news.rendezvous.parse;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import news.rendezvous.fetch.Outcome;
import org.jdom2.Document;
import org.jdom2.JDOMException;
import org.jdom2.input.JDOMParseException;
import org.jdom2.input.SAXBuilder;
import org.jdom2.input.sax.XMLReaderJDOMFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Characters to a tree, by the JDK's parser under the JDK's limits, without any document type. */
final class XmlReader {

  /** A tree, or why there is none. */
  sealed interface Result {

    record Tree(Document document) implements Result {}

    /** Not well formed, or beyond a limit; repairable where closing what is open may help. */
    record Broken(Outcome outcome, String detail, boolean repairable) implements Result {}
  }

  private final int maxDepth;
  private final int maxAttributes;

  XmlReader(int maxDepth, int maxAttributes) {
    this.maxDepth = maxDepth;
    this.maxAttributes = maxAttributes;
  }

  /** Reads as it stands; where it is not well formed, once more after it was repaired. */
  Result read(String document) {
    Prolog prolog = Prolog.takenOff(document);
    PlainEntities entities = prolog.entities();
    if (entities == null) {
      return new Result.Broken(
          Outcome.DTD_REJECTED, "the document type is more than names for plain phrases", false);
    }
    String xml = Scrubber.scrub(prolog.rest(), entities);
    if (entities.isOverdone()) {
      return new Result.Broken(Outcome.DTD_REJECTED, "entities of a megabyte and more", false);
    }
    Result strict = strict(xml);
    if (!(strict instanceof Result.Broken broken) || !broken.repairable()) {
      return strict;
    }
    Result repaired = strict(Repair.repair(xml, maxDepth));
    // What was wrong with the original tells the operator more than what is wrong with the repair.
    return repaired instanceof Result.Broken still && still.outcome() == Outcome.NOT_A_FEED
        ? broken
        : repaired;
  }

  private Result strict(String xml) {
    try {
      return new Result.Tree(new SAXBuilder(new Limited()).build(new StringReader(xml)));
    } catch (JDOMParseException e) {
      return broken(e.getMessage(), e.getLineNumber(), e.getColumnNumber());
    } catch (JDOMException | IOException | IllegalArgumentException e) {
      // JDOM refuses more names and namespaces than XML does, by IllegalArgumentExceptions.
      return broken(e.getMessage(), 0, 0);
    }
  }

  private Result broken(@Nullable String message, int line, int column) {
    String said = String.valueOf(message);
    if (said.contains("JAXP0001")) { // the JDK's limits, in whatever language it speaks
      String limits = "deeper than %d elements, or more than %d attributes of one, near line %d";
      // Elements that nobody closed look deep until they are closed.
      boolean depth = said.contains("JAXP00010006");
      return new Result.Broken(
          Outcome.LIMIT, limits.formatted(maxDepth, maxAttributes, line), depth);
    }
    String where = "XML breaks at line %d, column %d: %s";
    return new Result.Broken(Outcome.NOT_A_FEED, where.formatted(line, column, said), true);
  }

  private final class Limited implements XMLReaderJDOMFactory {

    @Override
    public XMLReader createXMLReader() throws JDOMException {
      try {
        // The JDK's own, whatever else is on the class path: its limits are what is relied on.
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        XMLReader reader = factory.newSAXParser().getXMLReader();
        // Of the reader: the factory would make another parser to try it.
        reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        reader.setProperty("jdk.xml.maxElementDepth", String.valueOf(maxDepth));
        reader.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(maxAttributes));
        return reader;
      } catch (ParserConfigurationException | SAXException e) {
        throw new JDOMException("the JDK's parser refuses its own settings", e);
      }
    }

    @Override
    public boolean isValidating() {
      return false;
    }
  }
}
