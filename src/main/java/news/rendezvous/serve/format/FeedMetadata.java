package news.rendezvous.serve.format;

import java.util.List;
import news.rendezvous.item.text.XmlCharacters;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a feed.
 *
 * @param homePage absolute URL of the site, or a path of this service
 * @param icon absolute URL of the icon, or a path of this service
 */
public record FeedMetadata(
    String title,
    String homePage,
    @Nullable String description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors) {

  /** Drops characters that XML cannot carry, so that all formats are equal. */
  public FeedMetadata {
    title = XmlCharacters.only(title);
    homePage = XmlCharacters.only(homePage);
    description = description == null ? null : XmlCharacters.only(description);
    language = language == null ? null : XmlCharacters.only(language);
    icon = icon == null ? null : XmlCharacters.only(icon);
    authors = authors.stream().map(XmlCharacters::only).toList();
  }
}
