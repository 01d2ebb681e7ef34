package news.rendezvous.page;

import java.util.List;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * A story as a list shows it.
 *
 * @param id the item's
 * @param revision the item's
 * @param title its title, else how it begins
 * @param language BCP 47 tag
 * @param link its permalink, else our page of it
 * @param page our page of it
 * @param source the source that brought it first
 * @param published when it was published, else when it was first seen
 * @param changed when it was changed since
 * @param byline who wrote it and who is credited; empty where nobody says
 * @param excerpt what it is about, plain text, without a repetition of the title
 * @param image its lead picture
 * @param tags each with the list of what else has it
 * @param others the other sources that carried it, the newest that are remembered
 * @param untold how many more there were
 * @param related the pages that it refers to
 * @param enclosures the files that come with it or that it refers to
 */
record Card(
    ItemId id,
    int revision,
    String title,
    @Nullable String language,
    String link,
    String page,
    Carrier source,
    Moment published,
    @Nullable Moment changed,
    String byline,
    @Nullable String excerpt,
    @Nullable String image,
    List<Link> tags,
    List<Carrier> others,
    int untold,
    List<Reference> related,
    List<Enclosure> enclosures) {

  private static final int NAMED = 5;

  Card {
    tags = List.copyOf(tags);
    others = List.copyOf(others);
    related = List.copyOf(related);
    enclosures = List.copyOf(enclosures);
  }

  /** The files that are no pictures. */
  public List<Enclosure> files() {
    return enclosures.stream().filter(file -> !file.isPicture()).toList();
  }

  /** As many of the others as there is room for in a list. */
  public List<Carrier> named() {
    return others.subList(0, Math.min(NAMED, others.size()));
  }

  /** Whether there are others besides. */
  public boolean hasMore() {
    return untold > 0 || others.size() > NAMED;
  }
}
