package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A news item, the value of a record in the items topic: a JSON Feed 1.1 item object whose
 * extension object {@code _rendezvous} holds what is particular to this service.
 *
 * @param id stable, and the record's key
 * @param story what a reader sees
 * @param extension where it came from and how it developed
 */
@JsonPropertyOrder({"id", "story", "_rendezvous"})
public record NewsItem(
    ItemId id, @JsonUnwrapped Story story, @JsonProperty("_rendezvous") Extension extension) {

  /**
   * What this service adds to a JSON Feed item.
   *
   * @param edition within which it is unlike all others; null in a record from before it was told
   * @param source the source that brought it first
   * @param guid the guid there
   * @param revision 1, 2, 3 …, one more with every record of this key
   * @param firstSeen when the service first saw it
   * @param timeline where it stands in the stream
   * @param publisher the publisher that the story credits
   * @param itunes podcast metadata
   * @param related its references
   * @param duplicates the other sources that carried it, the newest 50
   * @param duplicateCount how many other sources carried it; null for none
   */
  public record Extension(
      @Nullable String edition,
      SourceRef source,
      @Nullable String guid,
      int revision,
      Instant firstSeen,
      Instant timeline,
      @Nullable String publisher,
      @Nullable Episode itunes,
      List<Related> related,
      List<Duplicate> duplicates,
      @Nullable Integer duplicateCount) {

    public Extension {
      related = List.copyOf(related);
      duplicates = List.copyOf(duplicates);
    }
  }
}
