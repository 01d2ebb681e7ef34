package news.rendezvous.source.opml;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outline of a subscription list that stands for a feed (OPML 2.0, "Subscription lists").
 *
 * @param title text of the outline
 * @param xmlUrl URL of the feed, unchecked; null for an outline without one
 * @param htmlUrl URL of the site
 * @param language tag of the feed's language, unchecked
 * @param settings of its source, unchecked: attributes in the {@link #NAMESPACE} by their names
 */
public record OpmlOutline(
    @Nullable String title,
    @Nullable String xmlUrl,
    @Nullable String htmlUrl,
    @Nullable String language,
    Map<String, String> settings) {

  /** Namespace of the settings of a source, which other programs ignore. */
  public static final String NAMESPACE = "urn:rendezvous:opml";

  public OpmlOutline {
    settings = Map.copyOf(settings);
  }
}
