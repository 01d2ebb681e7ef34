package news.rendezvous.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifests in {@code deploy}: every object is valid by its model, and every name in it exists.
 */
class ManifestsTest {

  private static final Path DEPLOY = Path.of("deploy");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern KEY = Pattern.compile("\\| `(rendezvous\\.[a-z0-9.-]+)` \\|");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev",
        "production",
        "production prometheus",
        "production sasl",
        "production strimzi",
        "production keda -hpa",
        "production strimzi keda prometheus -hpa"
      })
  void everyNameExists(String variant) throws IOException, InterruptedException {
    List<HasMetadata> objects = Kustomize.render(overlay(variant));
    Names names = new Names(objects);

    StatefulSet workload = names.one(StatefulSet.class);
    Container container = workload.getSpec().getTemplate().getSpec().getContainers().get(0);
    Set<String> ports = container.getPorts().stream().map(ContainerPort::getName).collect(toSet());
    Map<String, String> labels = workload.getSpec().getTemplate().getMetadata().getLabels();

    assertThat(labels).containsAllEntriesOf(workload.getSpec().getSelector().getMatchLabels());
    assertThat(names.all(Service.class))
        .allSatisfy(
            service -> assertThat(labels).containsAllEntriesOf(service.getSpec().getSelector()))
        .flatExtracting(service -> service.getSpec().getPorts())
        .allSatisfy(port -> assertThat(port.getTargetPort().getStrVal()).isIn(ports));
    assertThat(names.named(Service.class, workload.getSpec().getServiceName()).getSpec())
        .satisfies(spec -> assertThat(spec.getClusterIP()).isEqualTo("None"));
    assertThat(
            Stream.of(
                container.getStartupProbe(),
                container.getLivenessProbe(),
                container.getReadinessProbe()))
        .extracting(Probe::getHttpGet)
        .allSatisfy(get -> assertThat(get.getPort().getStrVal()).isIn(ports));
    assertThat(mounts(container)).isEqualTo(volumes(workload));
    assertThat(missing(container.getEnvFrom(), names)).isEmpty();
    assertThat(labels)
        .containsAllEntriesOf(
            names.one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
    NetworkPolicy policy = names.one(NetworkPolicy.class);
    assertThat(labels).containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    assertThat(policy.getSpec().getIngress())
        .flatExtracting(rule -> rule.getPorts())
        .extracting(NetworkPolicyPort::getPort)
        .extracting(IntOrString::getStrVal)
        .isSubsetOf(ports);
    assertThat(scaled(names)).allMatch(name -> name.equals(workload.getMetadata().getName()));
    for (Ingress ingress : names.all(Ingress.class)) {
      assertThat(ingress.getSpec().getRules())
          .flatExtracting(rule -> rule.getHttp().getPaths())
          .extracting(path -> path.getBackend().getService())
          .allSatisfy(
              backend ->
                  assertThat(names.named(Service.class, backend.getName()).getSpec().getPorts())
                      .extracting(port -> port.getName())
                      .contains(backend.getPort().getName()));
    }
    for (ServiceMonitor monitor : names.all(ServiceMonitor.class)) {
      Map<String, String> wanted = monitor.getSpec().getSelector().getMatchLabels();
      assertThat(names.all(Service.class))
          .filteredOn(
              service ->
                  service.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
          .singleElement()
          .satisfies(
              service ->
                  assertThat(service.getSpec().getPorts())
                      .extracting(port -> port.getName())
                      .contains(monitor.getSpec().getEndpoints().get(0).getPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "production sasl", "production strimzi"})
  void everyVariableIsAKey(String variant) throws IOException, InterruptedException {
    Names names = new Names(Kustomize.render(overlay(variant)));

    assertThat(
            Stream.concat(
                names.all(ConfigMap.class).stream().flatMap(map -> map.getData().keySet().stream()),
                names.all(Secret.class).stream()
                    .flatMap(secret -> secret.getData().keySet().stream())))
        .filteredOn(name -> name.startsWith("RENDEZVOUS_"))
        .isNotEmpty()
        .isSubsetOf(variables());
  }

  @Test
  void theRulesOfTheOperatorAreThoseOfPrometheus() throws IOException, InterruptedException {
    PrometheusRule rule =
        new Names(Kustomize.render(overlay("production prometheus"))).one(PrometheusRule.class);
    JsonNode written =
        YAML.readTree(DEPLOY.resolve("components/prometheus/prometheusrule.yaml").toFile());

    assertThat(rule.getSpec().getGroups()).isNotEmpty();
    assertThat(written.at("/spec/groups"))
        .isEqualTo(YAML.readTree(DEPLOY.resolve("monitoring/rules.yaml").toFile()).at("/groups"));
  }

  @Test
  void scalesByAMetricThatExists() throws IOException, InterruptedException {
    GenericKubernetesResource scaled =
        new Names(Kustomize.render(overlay("production keda -hpa")))
            .one(GenericKubernetesResource.class);

    assertThat(scaled.getKind()).isEqualTo("ScaledObject");
    assertThat(scaled.<String>get("spec", "triggers", 0, "metadata", "query"))
        .contains("rendezvous_poll_overdue_seconds{job=\"rendezvous\"}");
    assertThat(Path.of("src/main/docs/reference/metrics.md"))
        .content()
        .contains("| `rendezvous_poll_overdue_seconds` |");
  }

  /** An overlay, with some components of those that are commented out, and without others. */
  private Path overlay(String variant) throws IOException {
    String[] words = variant.split(" ");
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = directory.resolve(file.toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Path overlay = directory.resolve("deploy/overlays").resolve(words[0]);
    Path kustomization = overlay.resolve("kustomization.yaml");
    String text = Files.readString(kustomization);
    for (String word : List.of(words).subList(1, words.length)) {
      String component = "- ../../components/" + word.replace("-", "");
      assertThat(text).contains(component);
      text =
          word.startsWith("-")
              ? text.replace("  " + component, "  # " + component)
              : text.replace("  # " + component, "  " + component);
    }
    Files.writeString(kustomization, text);
    return overlay;
  }

  private static Set<String> mounts(Container container) {
    return container.getVolumeMounts().stream().map(VolumeMount::getName).collect(toSet());
  }

  private static Set<String> volumes(StatefulSet workload) {
    return Stream.concat(
            workload.getSpec().getTemplate().getSpec().getVolumes().stream().map(Volume::getName),
            workload.getSpec().getVolumeClaimTemplates().stream()
                .map(claim -> claim.getMetadata().getName()))
        .collect(toSet());
  }

  private static List<String> missing(List<EnvFromSource> sources, Names names) {
    List<String> missing = new ArrayList<>();
    for (EnvFromSource source : sources) {
      boolean found =
          source.getConfigMapRef() == null
              ? names.has(Secret.class, source.getSecretRef().getName())
              : names.has(ConfigMap.class, source.getConfigMapRef().getName());
      if (!found) {
        missing.add(source.toString());
      }
    }
    return missing;
  }

  private static List<String> scaled(Names names) {
    return Stream.concat(
            names.all(HorizontalPodAutoscaler.class).stream()
                .map(scaler -> scaler.getSpec().getScaleTargetRef().getName()),
            names.all(GenericKubernetesResource.class).stream()
                .filter(resource -> resource.getKind().equals("ScaledObject"))
                .map(scaler -> scaler.<String>get("spec", "scaleTargetRef", "name")))
        .toList();
  }

  private static Set<String> variables() {
    try {
      return KEY.matcher(Files.readString(Path.of("src/main/docs/reference/configuration.md")))
          .results()
          .map(row -> row.group(1).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rendered objects by class and name. */
  private record Names(List<HasMetadata> objects) {

    <T extends HasMetadata> List<T> all(Class<T> kind) {
      return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T one(Class<T> kind) {
      assertThat(all(kind)).hasSize(1);
      return all(kind).get(0);
    }

    <T extends HasMetadata> boolean has(Class<T> kind, String name) {
      return all(kind).stream().anyMatch(object -> object.getMetadata().getName().equals(name));
    }

    <T extends HasMetadata> T named(Class<T> kind, String name) {
      return all(kind).stream()
          .filter(object -> object.getMetadata().getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no %s named %s".formatted(kind, name)));
    }
  }
}
