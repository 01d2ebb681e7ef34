package news.rendezvous.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class ClientMetricsTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  /** A consumer that connects to nothing: it is not polled. */
  private static KafkaConsumer<byte[], byte[]> consumer(String id) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", "127.0.0.1:1", "client.id", id),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static long refreshers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("rendezvous-kafka-metrics"))
        .count();
  }

  private long metersOf(String client) {
    return registry.getMeters().stream()
        .filter(meter -> client.equals(meter.getId().getTag("client.id")))
        .count();
  }

  @Test
  void hasOneThreadForAllClients() {
    long before = refreshers(); // of other tests' class loaders, too
    try (KafkaConsumer<byte[], byte[]> one = consumer("one");
        KafkaConsumer<byte[], byte[]> two = consumer("two");
        ClientMetrics ofOne = ClientMetrics.of(one, registry);
        ClientMetrics ofTwo = ClientMetrics.of(two, registry)) {
      assertThat(refreshers() - before).isLessThanOrEqualTo(1);
      assertThat(metersOf("one")).isPositive().isEqualTo(metersOf("two"));

      ofTwo.close();

      assertThat(metersOf("one")).isPositive();
      assertThat(metersOf("two")).isZero();
    }
    assertThat(registry.getMeters()).isEmpty();
  }
}
