package news.rendezvous.ingest.parse.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import news.rendezvous.source.PollOutcome;

/** Characters to a tree, under limits, without any document type. */
public final class XmlReader {

  /** A tree, or why there is none. */
  public sealed interface Result {

    record Tree(XmlElement root) implements Result {}

    /** Not well formed, or beyond a limit; repairable where closing what is open may help. */
    record Broken(PollOutcome outcome, String detail, boolean repairable) implements Result {}
  }

  private final int maxDepth;
  private final int maxAttributes;
  private final int maxNames;
  private final XMLInputFactory parsers = new WstxInputFactory();

  public XmlReader(int maxDepth, int maxAttributes, int maxNames) {
    this.maxDepth = maxDepth;
    this.maxAttributes = maxAttributes;
    this.maxNames = maxNames;
    parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // A text in one piece, and all that is wrong with it said at once.
    parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
    parsers.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
    parsers.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, maxAttributes);
    // As long as a document may be: its size has been limited.
    parsers.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, Integer.MAX_VALUE);
  }

  /** Reads as it stands; where it is not well formed, once more after it was repaired. */
  public Result read(String document) {
    XmlProlog prolog = XmlProlog.takenOff(document);
    EntityDeclarations entities = prolog.entities();
    if (entities == null) {
      return dtd("the document type is more than names for plain phrases");
    }
    String xml = XmlScrubber.scrub(prolog.rest(), entities);
    if (entities.areAbused()) {
      return dtd("an entity of the document type is more than a plain phrase");
    }
    if (entities.isOverdone()) {
      return dtd("entities of a megabyte and more");
    }
    Result strict = strict(xml);
    if (!(strict instanceof Result.Broken broken) || !broken.repairable()) {
      return strict;
    }
    Result repaired = strict(XmlRepair.repair(xml));
    // What was wrong with the original tells the operator more than what is wrong with the repair.
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
    XmlTreeBuilder tree = new XmlTreeBuilder(reader, maxDepth, maxNames);
    tree.read();
    if (tree.isTooDeep()) {
      int line = reader.getLocation().getLineNumber();
      // Elements that nobody closed look deep until they are closed.
      return limit("deeper than %d elements near line %d".formatted(maxDepth, line), true);
    }
    return tree.hasTooManyNames()
        ? limit("more than %d different names".formatted(maxNames), false)
        : new Result.Tree(tree.root());
  }

  private Result broken(XMLStreamException e) {
    Location place = e.getLocation();
    if (place == null) { // as the parser reports its limits, and nothing else
      return limit("more than %d attributes of one element".formatted(maxAttributes), false);
    }
    return new Result.Broken(
        PollOutcome.NOT_A_FEED,
        "XML breaks at line %d, column %d: %s"
            .formatted(place.getLineNumber(), place.getColumnNumber(), reason(e)),
        true);
  }

  /** The parser's words, without the place, which it repeats on a line of its own. */
  private static String reason(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Result limit(String passed, boolean repairable) {
    return new Result.Broken(PollOutcome.LIMIT, passed, repairable);
  }
}
