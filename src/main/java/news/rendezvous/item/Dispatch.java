package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What the one writer of an edition is told: the value of a record in the entries topic, whose key
 * is the edition. Its member {@code type} says which; a record without it is an entry.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Entry.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.class, name = "entry"),
  @JsonSubTypes.Type(value = Amendment.class, name = "amendment"),
  @JsonSubTypes.Type(value = Withdrawal.class, name = "withdrawal")
})
public sealed interface Dispatch permits Entry, Amendment, Withdrawal {

  /** The edition that it is for. */
  String edition();
}
