package news.rendezvous.item;

import java.time.Instant;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;

/**
 * A request to remove an item everywhere.
 *
 * @param edition of the item
 * @param item its id
 * @param source id of the source that carried it first
 * @param revision the revision that was withdrawn; the tombstone is the next, unless others follow
 * @param at time of the request
 */
public record Withdrawal(String edition, ItemId item, String source, int revision, Instant at)
    implements Dispatch {

  public Withdrawal {
    Objects.requireNonNull(edition, "edition is missing");
    Objects.requireNonNull(item, "item is missing");
    Objects.requireNonNull(source, "source is missing");
    RecordTimes.required(at, "at");
  }
}
