package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import news.rendezvous.serve.SourceProfile;
import news.rendezvous.serve.SourceProfiles;
import org.jspecify.annotations.Nullable;

/** What sources are called. */
@ApplicationScoped
class SourceNames {

  private final SourceProfiles profiles;

  @Inject
  SourceNames(SourceProfiles profiles) {
    this.profiles = profiles;
  }

  /**
   * The title of a source as it is now, else the one that is known from elsewhere, else its id.
   *
   * @param known a title that it once had
   */
  String name(String id, @Nullable String known) {
    return profiles
        .profile(id)
        .map(SourceProfile::title)
        .or(() -> Optional.ofNullable(known))
        .orElse(id);
  }
}
