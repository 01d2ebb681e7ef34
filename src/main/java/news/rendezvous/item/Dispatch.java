package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;

/**
 * The value of a record in the entries topic: a request to the single writer of an edition, which
 * is the key. Its member {@code type} distinguishes the kinds; a record without it is an entry.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Entry.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.class, name = "entry"),
  @JsonSubTypes.Type(value = Dispatch.Amendment.class, name = "amendment"),
  @JsonSubTypes.Type(value = Dispatch.Withdrawal.class, name = "withdrawal")
})
public sealed interface Dispatch permits Entry, Dispatch.Amendment, Dispatch.Withdrawal {

  /** The edition whose writer handles it. */
  String edition();

  /**
   * A request to remove an item everywhere.
   *
   * @param source id of the source that carried it first
   * @param revision the revision that was withdrawn; the tombstone is the next, unless others
   *     follow
   */
  record Withdrawal(String edition, ItemId item, String source, int revision, Instant at)
      implements Dispatch {

    public Withdrawal {
      Objects.requireNonNull(edition, "edition is missing");
      Objects.requireNonNull(item, "item is missing");
      Objects.requireNonNull(source, "source is missing");
      RecordTimes.required(at, "at");
    }
  }

  /**
   * References of a published item that were resolved later.
   *
   * @param revision the revision that was read; an amendment of an older revision is ignored, so
   *     that it counts once however often it is delivered
   */
  record Amendment(String edition, ItemId item, int revision, List<Related> related, Instant at)
      implements Dispatch {

    public Amendment {
      Objects.requireNonNull(edition, "edition is missing");
      Objects.requireNonNull(item, "item is missing");
      RecordTimes.required(at, "at");
      related = List.copyOf(related);
    }
  }
}
