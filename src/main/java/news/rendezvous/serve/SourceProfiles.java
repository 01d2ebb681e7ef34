package news.rendezvous.serve;

import java.util.List;
import java.util.Optional;

/** Metadata of the sources. */
public interface SourceProfiles {

  /** The profile of a source; empty for an unknown id. */
  Optional<SourceProfile> profile(String sourceId);

  /** The profiles of all sources, ordered by id. */
  List<SourceProfile> all();
}
