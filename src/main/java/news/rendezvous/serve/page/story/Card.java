package news.rendezvous.serve.page.story;

import java.util.List;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.text.Truncation;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.TextLink;
import org.jspecify.annotations.Nullable;

/**
 * A story in a list.
 *
 * @param id the item's
 * @param revision the item's
 * @param title its title, else the beginning of its text; null where it has none
 * @param language BCP 47 tag, else a guess by the script; empty where it is unknown
 * @param page its page here
 * @param source the source that brought it first
 * @param arrived its place in the stream
 * @param published date of publication, else the time at which it was first seen
 * @param changed date of the last change
 * @param byline authors and publisher; empty for none
 * @param excerpt beginning of the text, without a repetition of the title
 * @param image its lead picture
 * @param tags each with a link to the stories that have it
 * @param others the other sources that carried it, as far as the item names them
 * @param omitted number of other sources that the item does not name
 * @param related the pages that it refers to
 * @param enclosures its files, and those that it refers to
 */
public record Card(
    ItemId id,
    int revision,
    @Nullable String title,
    String language,
    String page,
    SourceLink source,
    DisplayTime arrived,
    DisplayTime published,
    @Nullable DisplayTime changed,
    String byline,
    @Nullable String excerpt,
    @Nullable String image,
    List<TextLink> tags,
    List<SourceLink> others,
    int omitted,
    List<Reference> related,
    List<Enclosure> enclosures) {

  /** Characters of a title that is set smaller. */
  private static final int LONG = 160;

  /** Characters of a title that stands for a story elsewhere, as in the title of a window. */
  private static final int SHORT = 200;

  /**
   * A page that a story refers to.
   *
   * @param title its title, else its host
   * @param language of the title
   * @param url its URL
   * @param host of the URL
   * @param here page of its story here, where the service holds it
   */
  record Reference(String title, String language, String url, String host, @Nullable String here) {}

  public Card {
    tags = List.copyOf(tags);
    others = List.copyOf(others);
    related = List.copyOf(related);
    enclosures = List.copyOf(enclosures);
  }

  /** Files other than pictures. */
  public List<Enclosure> files() {
    return enclosures.stream().filter(file -> !file.isPicture()).toList();
  }

  /** Number of sources that carried it. */
  public int carriers() {
    return 1 + others.size() + omitted;
  }

  /** Host of the story's URL; null for none. */
  public @Nullable String host() {
    String url = source.url();
    return url == null ? null : url.replaceFirst("^https?://([^/?#]*).*", "$1");
  }

  public boolean hasLongTitle() {
    return title != null && title.length() > LONG;
  }

  /** The title, shortened; null where it has none. */
  public @Nullable String shortTitle() {
    return title == null || title.length() <= SHORT
        ? title
        : Truncation.before(title.offsetByCodePoints(0, SHORT / 2), title);
  }
}
