package news.rendezvous.serve;

import java.util.List;
import java.util.Optional;

/** What is known of the sources, for their feeds and for the page. */
public interface SourceProfiles {

  /** The profile of a source; empty for an id that no source has. */
  Optional<SourceProfile> profile(String sourceId);

  /** The profiles of all sources, by their ids. */
  List<SourceProfile> all();
}
