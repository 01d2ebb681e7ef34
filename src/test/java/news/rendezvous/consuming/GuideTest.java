package news.rendezvous.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.builder.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {

  @ParameterizedTest
  @ValueSource(strings = {"NewsMirror", "NewsReader"})
  void showsTheConsumersAsTheyAreTested(String name) throws IOException {
    Path file = Path.of("src/test/java/news/rendezvous/consuming", name + ".java");

    String tested = Files.readString(file).replaceFirst("package .*;\n\n", "");

    assertThat(Guide.blocks("java")).contains(tested);
  }

  @Test
  void namesTheVersionsOfTheLibraries() {
    assertThat(Guide.libraries())
        .isEqualTo(
            Map.of(
                "org.apache.kafka:kafka-clients", jarVersion(KafkaConsumer.class),
                "com.fasterxml.jackson.core:jackson-databind", jarVersion(ObjectMapper.class),
                "io.quarkus:quarkus-messaging-kafka", Version.getVersion()));
  }

  /** The version in the name of the jar that has the class. */
  private static String jarVersion(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*-([\\d.]+)\\.jar$", "$1");
  }
}
