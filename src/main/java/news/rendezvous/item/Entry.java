package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.text.RecordTimes;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a document of a source, clean and absolute.
 *
 * @param site registrable domain of the home page that its feed names; null where it names none
 * @param guid guid or Atom id as the source gave it; null where it gave none or an active one
 * @param firstPoll true for the first successful poll of its source
 * @param aliases the keys of the story, the one that names it first; never empty
 * @param fingerprint hash of all that a reader sees; equal fingerprints mean no change
 * @param sketch sketch for the detection of near duplicates; null for a text that is too short
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
    // Otherwise Jackson makes its text twice, the first time to test it for emptiness.
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Sketch sketch,
    Story story,
    @Nullable String publisher,
    @Nullable Episode itunes,
    List<Related> related)
    implements Dispatch {

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

  /** The same entry with other references and their targets. */
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
