package news.rendezvous.ingest.parse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** Limits of the parser for one document. */
@ConfigMapping(prefix = "rendezvous.parse")
public interface ParseConfig {

  /** Most entries taken from one document: the newest. The others are counted. */
  @WithDefault("1000")
  @Positive
  int maxEntries();

  /** Deepest nesting of XML elements; a document that goes deeper is refused. */
  @WithDefault("100")
  @Positive
  int maxDepth();

  /** Most attributes of one XML element; a document with more is refused. */
  @WithDefault("200")
  @Positive
  int maxAttributes();

  /**
   * Most different names of XML elements, attributes and prefixes in one document; one with more is
   * refused. Feeds with all their extensions have up to a hundred.
   */
  @WithDefault("500")
  @Positive
  int maxNames();

  /**
   * Most nodes of one document: XML elements, attributes and texts, or JSON tokens; a document with
   * more is refused, since its tree would fill the memory. Real feeds have up to 38,000.
   */
  @WithDefault("500000")
  @Positive
  int maxElements();

  /** Deepest nesting of JSON objects and arrays; a document that goes deeper is refused. */
  @WithDefault("64")
  @Positive
  int maxJsonDepth();

  /**
   * Most getUrls references taken from one entry: the first. Those that the item does not list
   * ({@code rendezvous.resolve.max-listed}) are answered by the service's own getUrls.
   */
  @WithDefault("200")
  @PositiveOrZero
  int maxReferences();
}
