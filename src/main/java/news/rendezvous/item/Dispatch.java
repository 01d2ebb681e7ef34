package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * The value of a record in the entries topic: a request to the single writer of an edition, which
 * is the key. Its member {@code type} distinguishes the kinds; a record without it is an entry.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Entry.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.class, name = "entry"),
  @JsonSubTypes.Type(value = Dispatch.Amendment.class, name = "amendment"),
  @JsonSubTypes.Type(value = Dispatch.Withdrawal.class, name = "withdrawal"),
  @JsonSubTypes.Type(value = Dispatch.Retraction.class, name = "retraction")
})
public sealed interface Dispatch
    permits Entry, Dispatch.Amendment, Dispatch.Withdrawal, Dispatch.Retraction {

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
   * A source does not carry a story any more: it deleted the entry (RFC 6721), or left it out of a
   * complete feed (RFC 5005 section 2).
   *
   * @param source its id
   * @param alias the id that an alias of the entry stands for
   * @param when time of the deletion as the source states it; a later change of the entry counts
   *     more. Null without one
   * @param at time at which it was seen; an entry of the source that was seen later counts more
   */
  record Retraction(String edition, String source, ItemId alias, @Nullable Instant when, Instant at)
      implements Dispatch {

    public Retraction {
      Objects.requireNonNull(edition, "edition is missing");
      Objects.requireNonNull(source, "source is missing");
      Objects.requireNonNull(alias, "alias is missing");
      RecordTimes.optional(when, "when");
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
