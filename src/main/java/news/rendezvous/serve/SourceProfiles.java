package news.rendezvous.serve;

import java.util.Optional;

/** What is known of the sources, for the feeds of one source. */
interface SourceProfiles {

  /** The profile of a source; empty for an id that no source has. */
  Optional<SourceProfile> profile(String sourceId);
}
