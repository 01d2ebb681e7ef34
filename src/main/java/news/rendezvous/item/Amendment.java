package news.rendezvous.item;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What was found out about the references of an item after it had been published.
 *
 * @param edition of the item
 * @param item its id
 * @param revision the revision that was looked at: of any other nothing is said, so that an
 *     amendment counts once however often it comes
 * @param related all references of the item, as they are to be
 * @param at when it was found out
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
