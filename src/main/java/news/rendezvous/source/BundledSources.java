package news.rendezvous.source;

import java.util.Set;

/** Sources that are written by another part of the service; the configuration leaves them alone. */
public interface BundledSources {

  /** Ids of these sources; none while that part is switched off. */
  Set<String> ids();
}
