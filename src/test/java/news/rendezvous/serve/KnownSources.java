package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sources of the tests of the running service. */
@Alternative
@ApplicationScoped
class KnownSources implements SourceProfiles {

  private static final Map<String, SourceProfile> PROFILES =
      Map.of(
          "canal",
          new SourceProfile(
              "canal",
              "Canal Courier",
              "https://canal.example.org/",
              "Locks and boats",
              "nl",
              "javascript:alert(1)",
              List.of(),
              null),
          "bare",
          new SourceProfile("bare", null, null, null, null, null, List.of(), null));

  @Override
  public Optional<SourceProfile> profile(String sourceId) {
    return Optional.ofNullable(PROFILES.get(sourceId));
  }

  @Override
  public List<SourceProfile> all() {
    return PROFILES.values().stream().sorted(Comparator.comparing(SourceProfile::id)).toList();
  }
}
