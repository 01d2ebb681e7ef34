package news.rendezvous.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
