package news.rendezvous.serve.page.story;

import java.util.List;
import news.rendezvous.item.ItemId;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.TextLink;
import org.jspecify.annotations.Nullable;

/**
 * A story in a list.
 *
 * @param id the item's
 * @param revision the item's
 * @param title its title, else the beginning of its text; null where it has none
 * @param language BCP 47 tag
 * @param link its permalink, else its page here
 * @param page its page here
 * @param source the source that brought it first
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
    @Nullable String language,
    String link,
    String page,
    SourceLink source,
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

  private static final int NAMED = 5;

  /**
   * A page that a story refers to.
   *
   * @param title its title, else its host
   * @param language of the title
   * @param url its URL
   * @param host of the URL
   * @param here page of its story here, where the service holds it
   */
  record Reference(
      String title, @Nullable String language, String url, String host, @Nullable String here) {}

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

  /** The other sources that a list names. */
  public List<SourceLink> named() {
    return others.subList(0, Math.min(NAMED, others.size()));
  }

  /** True if a list leaves other sources out. */
  public boolean hasMore() {
    return omitted > 0 || others.size() > NAMED;
  }
}
