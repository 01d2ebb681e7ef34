package news.rendezvous.ingest.parse.xml;

/**
 * Limits of one XML document; a document beyond any of them is refused.
 *
 * @param maxDepth deepest nesting of elements
 * @param maxAttributes most attributes of one element
 * @param maxNames most different names of elements, attributes and prefixes
 * @param maxElements most nodes of the tree: elements, attributes and texts
 */
public record XmlLimits(int maxDepth, int maxAttributes, int maxNames, int maxElements) {}
