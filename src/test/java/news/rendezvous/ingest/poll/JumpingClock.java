package news.rendezvous.ingest.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The system clock with an offset. */
@Alternative
@ApplicationScoped
class JumpingClock implements InstantSource {

  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead);
  }

  void jumpTo(Duration aheadOfTheSystem) {
    ahead = aheadOfTheSystem;
  }
}
