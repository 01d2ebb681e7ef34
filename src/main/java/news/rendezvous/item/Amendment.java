package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;

/**
 * References of a published item that were resolved later.
 *
 * @param edition of the item
 * @param item its id
 * @param revision the revision that was read; an amendment of an older revision is ignored, so that
 *     it counts once however often it is delivered
 * @param related all references of the item, with their targets
 * @param at time at which they were resolved
 */
public record Amendment(
    String edition, ItemId item, int revision, List<Related> related, Instant at)
    implements Dispatch {

  public Amendment {
    Objects.requireNonNull(edition, "edition is missing");
    Objects.requireNonNull(item, "item is missing");
    RecordTimes.required(at, "at");
    related = List.copyOf(related);
  }
}
