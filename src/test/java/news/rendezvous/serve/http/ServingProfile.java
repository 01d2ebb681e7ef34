package news.rendezvous.serve.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Set;
import news.rendezvous.serve.feed.KnownSources;

/** The running service with the sources of {@link KnownSources}. */
public class ServingProfile implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(KnownSources.class);
  }
}
