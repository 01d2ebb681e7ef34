package news.rendezvous.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Objects that kubectl renders of a kustomization; without kubectl the test is skipped. */
final class Kustomize {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Accepts members that the model has, and no others. */
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              });

  private Kustomize() {}

  static List<HasMetadata> render(Path kustomization) throws IOException, InterruptedException {
    String rendered = kubectl("kustomize", kustomization.toString());
    List<HasMetadata> objects = new ArrayList<>();
    for (JsonNode object :
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered).readAll()) {
      objects.add(parse(object));
    }
    return objects;
  }

  private static HasMetadata parse(JsonNode object) throws JsonProcessingException {
    HasMetadata lenient =
        new KubernetesSerialization().unmarshal(object.toString(), HasMetadata.class);
    return lenient instanceof GenericKubernetesResource
        ? lenient // a resource whose model is not among the libraries
        : STRICT.treeToValue(object, lenient.getClass());
  }

  /** Standard output of kubectl. */
  static String kubectl(String... arguments) throws IOException, InterruptedException {
    assumeTrue(isInstalled(), "there is no kubectl on the PATH");
    Path errors = Files.createTempFile("kubectl", ".log");
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("kubectl"), Stream.of(arguments)).toList())
            .redirectError(errors.toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String failure = Files.readString(errors);
    Files.delete(errors);
    assertThat(process.exitValue())
        .as("exit code of kubectl %s: %s", List.of(arguments), failure)
        .isZero();
    return out;
  }

  private static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Path.of(directory, "kubectl").toFile().canExecute());
  }
}
