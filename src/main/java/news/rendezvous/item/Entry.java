package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of one document of one source, clean and absolute.
 *
 * @param edition within which stories are compared
 * @param source who carried it
 * @param site registrable domain of the home page that its feed names; null where it names none
 * @param guid guid or Atom id as the source gave it; null where it gave none or an active one
 * @param seen when the document was fetched
 * @param firstPoll whether it came with the first successful poll of its source
 * @param aliases the identities of the story, the one that names it first; never empty
 * @param fingerprint of all that a reader would see; equal fingerprints mean nothing changed
 * @param sketch by which near duplicates of its text are found; null for a text too short to tell
 * @param story what a reader sees
 * @param publisher the publisher that the story credits
 * @param itunes podcast metadata
 * @param related the references of the story
 */
public record Entry(
    String edition,
    SourceRef source,
    @Nullable String site,
    @Nullable String guid,
    Instant seen,
    boolean firstPoll,
    List<Alias> aliases,
    String fingerprint,
    // Else Jackson makes its text twice, the first time to see whether it is empty.
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Sketch sketch,
    Story story,
    @Nullable String publisher,
    @Nullable Episode itunes,
    List<Related> related)
    implements Dispatch {

  /**
   * Guards what the dedup stage needs.
   *
   * @throws IllegalArgumentException without an alias: such an entry could never be recognised
   */
  public Entry {
    Objects.requireNonNull(edition, "edition is missing");
    Objects.requireNonNull(source, "source is missing");
    Objects.requireNonNull(fingerprint, "fingerprint is missing");
    Objects.requireNonNull(story, "story is missing");
    RecordTimes.required(seen, "seen");
    aliases = List.copyOf(aliases);
    related = List.copyOf(related);
    if (aliases.isEmpty()) {
      throw new IllegalArgumentException("an entry of " + source.id() + " without an alias");
    }
  }

  /** The same entry with other references, and what they resolve to in their places. */
  public Entry referring(List<Related> references) {
    return new Entry(
        edition,
        source,
        site,
        guid,
        seen,
        firstPoll,
        aliases,
        fingerprint,
        sketch,
        story.picturing(references),
        publisher,
        itunes,
        story.placing(references));
  }
}
