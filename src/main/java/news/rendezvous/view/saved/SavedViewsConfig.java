package news.rendezvous.view.saved;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configured views; at every start they override the topic. */
@ConfigMapping(prefix = "rendezvous.views")
public interface SavedViewsConfig {

  /** Views by id. */
  @WithParentName
  Map<String, Definition> byId();

  /** One view. */
  interface Definition {

    /** Title of its feeds and its page. */
    String title();

    /** Description of its feeds and its page. */
    Optional<String> description();

    /** Query, as the parameter {@code q} of the feeds. */
    Optional<String> q();

    /** Ids of sources, of which one must have carried a story. */
    Optional<List<String>> source();

    /** Tags, of which a story must have one. */
    Optional<List<String>> tag();

    /** Languages, of which a story must have one. */
    Optional<List<String>> lang();
  }
}
