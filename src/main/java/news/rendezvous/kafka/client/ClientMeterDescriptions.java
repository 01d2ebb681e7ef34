package news.rendezvous.kafka.client;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Adds descriptions to the meters of Kafka clients, most of which have none. */
class ClientMeterDescriptions {

  private static final String PREFIX = "kafka.";

  @Produces
  @Singleton
  MeterFilter describe() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return lacksHelp(id) ? described(id) : id;
      }
    };
  }

  private static boolean lacksHelp(Meter.Id id) {
    String description = id.getDescription();
    return id.getName().startsWith(PREFIX) && (description == null || description.isBlank());
  }

  private static Meter.Id described(Meter.Id id) {
    String help = id.getName().substring(PREFIX.length()).replace('.', ' ') + " of a Kafka client";
    return new Meter.Id(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), help, id.getType());
  }
}
