package news.rendezvous.source;

import java.util.Set;

/** Sources that a part of the service writes by itself, as if the configuration named them. */
public interface BundledSources {

  /** Their ids; none where that part is switched off. */
  Set<String> ids();
}
