package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.text.RecordTimes;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * A news item, the value of a record in the items topic: a JSON Feed 1.1 item object whose
 * extension object {@code _rendezvous} holds what is particular to this service.
 */
@JsonPropertyOrder({"id", "story", "_rendezvous"})
public record NewsItem(
    ItemId id, @JsonUnwrapped Story story, @JsonProperty("_rendezvous") Extension extension) {

  public NewsItem {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(extension, "_rendezvous is missing");
  }

  /** The identifying members of the item, and its title and attachments. */
  public NewsItem withoutContent() {
    Story bare =
        new Story(
            story.url(),
            story.title(),
            null,
            null,
            null,
            null,
            story.attachments(),
            story.datePublished(),
            story.dateModified(),
            List.of(),
            List.of(),
            story.language());
    Extension names =
        new Extension(
            extension.edition(),
            extension.source(),
            extension.guid(),
            extension.revision(),
            extension.firstSeen(),
            extension.timeline(),
            null,
            null,
            List.of(),
            extension.duplicates(),
            extension.duplicateCount());
    return new NewsItem(id, bare, names);
  }

  /** The same item with another revision. */
  public NewsItem withRevision(int revision) {
    return new NewsItem(
        id,
        story,
        new Extension(
            extension.edition(),
            extension.source(),
            extension.guid(),
            revision,
            extension.firstSeen(),
            extension.timeline(),
            extension.publisher(),
            extension.itunes(),
            extension.related(),
            extension.duplicates(),
            extension.duplicateCount()));
  }

  /**
   * Members of this service in a JSON Feed item.
   *
   * @param edition the edition, within which stories are compared; null in records of earlier
   *     versions
   * @param revision 1, 2, 3 …, one more with every record of this key
   * @param duplicates the newest 50 of the other sources that carried it
   * @param duplicateCount number of other sources that carried it; null for none
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
      Objects.requireNonNull(source, "source is missing");
      RecordTimes.required(firstSeen, "first_seen");
      RecordTimes.required(timeline, "timeline");
      if (revision < 1) {
        throw new IllegalArgumentException("revision is less than 1: " + revision);
      }
      if (timeline.isAfter(firstSeen)) {
        throw new IllegalArgumentException(
            "timeline %s is later than first_seen %s".formatted(timeline, firstSeen));
      }
      if (duplicateCount != null && duplicateCount < 0) {
        throw new IllegalArgumentException("duplicate_count is negative: " + duplicateCount);
      }
      related = List.copyOf(related);
      duplicates = List.copyOf(duplicates);
    }
  }

  /** Another source that carried the story. */
  public record Duplicate(
      String source, @Nullable CanonicalUrl url, @Nullable String guid, Match match, Instant seen) {

    public Duplicate {
      Objects.requireNonNull(source, "the source of a duplicate is missing");
      Objects.requireNonNull(match, "the match of a duplicate is missing");
      RecordTimes.required(seen, "seen");
    }
  }
}
