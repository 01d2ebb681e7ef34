package news.rendezvous.item;

import java.time.Instant;
import java.util.Objects;

/**
 * That an item is to be gone everywhere.
 *
 * @param edition of the item
 * @param item its id
 * @param source id of the source that brought it first
 * @param revision the revision that was withdrawn; the tombstone is the next, unless more followed
 * @param at when it was asked for
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
