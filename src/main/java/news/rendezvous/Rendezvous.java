package news.rendezvous;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import news.rendezvous.item.Json;

/** What all stages share: one clock and one JSON dialect. */
class Rendezvous {

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  // A copy, since frameworks configure the mapper that they find.
  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.mapper().copy();
  }
}
