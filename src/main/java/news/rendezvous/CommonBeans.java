package news.rendezvous;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import news.rendezvous.item.Json;

/** CDI producers shared by all stages: clock, JSON mapper, descriptions of meters. */
class CommonBeans {

  private static final Set<CoercionInputShape> SCALARS =
      EnumSet.of(
          CoercionInputShape.Integer,
          CoercionInputShape.Float,
          CoercionInputShape.Boolean,
          CoercionInputShape.String,
          CoercionInputShape.EmptyString);

  private static final String KAFKA = "kafka.";

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC); // the resolution of Kafka's timestamps
  }

  // A copy, since frameworks configure the mapper that they find. Strict with request bodies: an
  // unknown member, or one of another type, would otherwise be ignored.
  @Produces
  @Singleton
  ObjectMapper json() {
    ObjectMapper strict =
        Json.mapper()
            .copy()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    SCALARS.forEach(shape -> refuse(shape, strict));
    return strict;
  }

  // Most meters of Kafka clients have no description.
  @Produces
  @Singleton
  MeterFilter describedKafkaMeters() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        boolean described = id.getDescription() != null && !id.getDescription().isBlank();
        return described || !id.getName().startsWith(KAFKA)
            ? id
            : new Meter.Id(
                id.getName(),
                Tags.of(id.getTags()),
                id.getBaseUnit(),
                id.getName().substring(KAFKA.length()).replace('.', ' ') + " of a Kafka client",
                id.getType());
      }
    };
  }

  private static void refuse(CoercionInputShape shape, ObjectMapper mapper) {
    mapper.coercionConfigDefaults().setCoercion(shape, CoercionAction.Fail);
    mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    mapper.coercionConfigFor(LogicalType.Boolean).setCoercion(shape, CoercionAction.Fail);
  }
}
