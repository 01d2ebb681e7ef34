package news.rendezvous.source;

import java.util.Set;

/** Sources that another part of the service writes; the configuration does not disable them. */
public interface BundledSources {

  /** Ids of these sources; none while that part is switched off. */
  Set<String> ids();
}
