package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The value of a record in the entries topic: a request to the single writer of an edition, which
 * is the key. Its member {@code type} distinguishes the kinds; a record without it is an entry.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Entry.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.class, name = "entry"),
  @JsonSubTypes.Type(value = Amendment.class, name = "amendment"),
  @JsonSubTypes.Type(value = Withdrawal.class, name = "withdrawal")
})
public sealed interface Dispatch permits Entry, Amendment, Withdrawal {

  /** The edition whose writer handles it. */
  String edition();
}
