package news.rendezvous.serve;

import java.util.List;
import news.rendezvous.item.XmlCharacters;
import org.jspecify.annotations.Nullable;

/**
 * What a feed says of itself, in every format and on every page.
 *
 * @param title its title
 * @param homePage absolute address of the site that it belongs to, or path of the page of ours
 * @param description what it is about
 * @param language BCP 47 tag
 * @param icon absolute address of its icon, or path of one of ours
 * @param authors names of those who make it
 */
record FeedHead(
    String title,
    String homePage,
    @Nullable String description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors) {

  /** Drops the characters that not every format can carry. */
  FeedHead {
    title = XmlCharacters.only(title);
    homePage = XmlCharacters.only(homePage);
    description = description == null ? null : XmlCharacters.only(description);
    language = language == null ? null : XmlCharacters.only(language);
    icon = icon == null ? null : XmlCharacters.only(icon);
    authors = authors.stream().map(XmlCharacters::only).toList();
  }
}
