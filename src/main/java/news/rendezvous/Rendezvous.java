package news.rendezvous;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import news.rendezvous.item.Json;

/** What all stages share: one clock and one JSON dialect. */
class Rendezvous {

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC); // as fine as Kafka's and JSON's readers can tell
  }

  // A copy, since frameworks configure the mapper that they find; stricter with what is posted.
  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.mapper()
        .copy()
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }
}
