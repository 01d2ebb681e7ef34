package news.rendezvous.ingest.parse.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import news.rendezvous.source.PollOutcome;

/** Reader of XML documents into a tree, under limits and without document types. */
public final class XmlReader {

  /** A tree, or the reason why there is none. */
  public sealed interface Result {

    record Tree(XmlElement root) implements Result {}

    /** Not well formed or beyond a limit; repairable if closing open elements may help. */
    record Broken(PollOutcome outcome, String detail, boolean repairable) implements Result {}
  }

  private final XmlLimits limits;
  private final XMLInputFactory parsers = new WstxInputFactory();

  public XmlReader(XmlLimits limits) {
    this.limits = limits;
    parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // Texts in one piece, and errors at the event that they belong to.
    parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
    parsers.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
    parsers.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, limits.maxAttributes());
    // The size of the document is limited already.
    parsers.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Integer.MAX_VALUE);
  }

  /** Reads a document, and once more after repair if it is not well formed. */
  public Result read(String document) {
    return read(document, true);
  }

  /**
   * Reads a document that has to be complete: illegal characters and bare ampersands are replaced,
   * and no element is closed.
   */
  public Result readWellFormed(String document) {
    return read(document, false);
  }

  private Result read(String document, boolean repairing) {
    XmlProlog prolog = XmlProlog.remove(document);
    EntityDeclarations entities = prolog.entities();
    if (entities == null) {
      return dtd("the document type is more than names for plain phrases");
    }
    String xml = XmlScrubber.scrub(prolog.rest(), entities);
    if (entities.hasUnsupportedReference()) {
      return dtd("an entity of the document type is more than a plain phrase");
    }
    if (entities.isTooLong()) {
      return dtd("entities of a megabyte and more");
    }
    Result strict = strict(xml);
    if (!repairing || !(strict instanceof Result.Broken broken) || !broken.repairable()) {
      return strict;
    }
    if (XmlRepair.isTooLarge(xml, limits.maxElements())) {
      return tooLarge();
    }
    Result repaired = strict(XmlRepair.repair(xml));
    // The error of the original is of more use to an operator than that of the repair.
    return repaired instanceof Result.Broken still && still.outcome() == PollOutcome.NOT_A_FEED
        ? broken
        : repaired;
  }

  private static Result dtd(String detail) {
    return new Result.Broken(PollOutcome.DTD_REJECTED, detail, false);
  }

  private Result strict(String xml) {
    try {
      XMLStreamReader reader = parsers.createXMLStreamReader(new StringReader(xml));
      return tree(reader);
    } catch (XMLStreamException e) {
      return broken(e);
    }
  }

  private Result tree(XMLStreamReader reader) throws XMLStreamException {
    XmlTreeBuilder tree = new XmlTreeBuilder(reader, limits);
    tree.read();
    if (tree.isTooDeep()) {
      int line = reader.getLocation().getLineNumber();
      // Unclosed elements are nested until the repair closes them.
      return limit("deeper than %d elements near line %d".formatted(limits.maxDepth(), line), true);
    }
    if (tree.isTooLarge()) {
      return tooLarge();
    }
    return tree.hasTooManyNames()
        ? limit("more than %d different names".formatted(limits.maxNames()), false)
        : new Result.Tree(tree.root());
  }

  private Result broken(XMLStreamException e) {
    Location place = e.getLocation();
    if (place == null) { // so Woodstox reports its limits only
      return limit(
          "more than %d attributes of one element".formatted(limits.maxAttributes()), false);
    }
    return new Result.Broken(
        PollOutcome.NOT_A_FEED,
        "XML breaks at line %d, column %d: %s"
            .formatted(place.getLineNumber(), place.getColumnNumber(), reason(e)),
        true);
  }

  /** Message of the parser without the location, which it repeats on a second line. */
  private static String reason(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private Result tooLarge() {
    return limit(
        "more than %d elements, attributes and texts".formatted(limits.maxElements()), false);
  }

  private static Result limit(String exceeded, boolean repairable) {
    return new Result.Broken(PollOutcome.LIMIT, exceeded, repairable);
  }
}
