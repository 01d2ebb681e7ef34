package news.rendezvous;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The time, for tests of the running service without a clock of its own. */
class TestClock {

  @Produces
  @DefaultBean
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }
}
