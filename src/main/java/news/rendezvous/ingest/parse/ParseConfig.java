package news.rendezvous.ingest.parse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** Bounds of what is read of one document. */
@ConfigMapping(prefix = "rendezvous.parse")
public interface ParseConfig {

  /** Most entries taken of one document; the newest stay, the others are counted. */
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

  /** Deepest nesting of JSON objects and arrays; a document that goes deeper is refused. */
  @WithDefault("64")
  @Positive
  int maxJsonDepth();

  /**
   * Most getUrls references taken of one entry; the first stay. Those that the item does not list
   * ({@code rendezvous.resolve.max-listed}) can be asked for at the service's own getUrls.
   */
  @WithDefault("200")
  @PositiveOrZero
  int maxReferences();
}
