package news.rendezvous.serve;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;

/** The running service with the sources of {@link KnownSources}. */
public class ServingProfile implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(KnownSources.class);
  }
}
