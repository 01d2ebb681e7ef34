package news.rendezvous.deploy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIGroupBuilder;
import io.fabric8.kubernetes.api.model.APIGroupListBuilder;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.APIVersionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The overlays as kubectl applies them, to fabric8's mock of an API server. */
class KubectlApplyTest {

  @TempDir Path cache;

  @ParameterizedTest
  @ValueSource(strings = {"deploy/base", "deploy/overlays/dev", "deploy/overlays/production"})
  void createsEveryObject(String directory) throws IOException, InterruptedException {
    List<HasMetadata> objects = Kustomize.render(Path.of(directory));
    Map<ServerRequest, Queue<ServerResponse>> discovery = new HashMap<>();
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            discovery,
            new KubernetesMixedDispatcher(discovery, List.of()),
            false);
    server.init();
    try {
      announce(server, objects);

      assertThat(apply(server, directory))
          .hasSize(objects.size())
          .allMatch(line -> line.endsWith(" created"));
    } finally {
      server.destroy();
    }
  }

  private List<String> apply(KubernetesMockServer server, String directory)
      throws IOException, InterruptedException {
    return Kustomize.kubectl(
            "--server=http://127.0.0.1:" + server.getPort(),
            "--cache-dir=" + cache,
            "apply",
            "--validate=false",
            "-k",
            directory)
        .lines()
        .toList();
  }

  /** The discovery documents of the API groups that the objects belong to. */
  private static void announce(KubernetesMockServer server, List<HasMetadata> objects) {
    answer(server, "/api", new APIVersionsBuilder().addToVersions("v1").build());
    Map<String, List<HasMetadata>> versions =
        objects.stream().collect(groupingBy(HasMetadata::getApiVersion));
    List<APIGroup> groups =
        versions.keySet().stream()
            .filter(version -> version.contains("/"))
            .map(KubectlApplyTest::group)
            .toList();
    answer(server, "/apis", new APIGroupListBuilder().withGroups(groups).build());
    versions.forEach(
        (version, members) ->
            answer(
                server,
                (version.contains("/") ? "/apis/" : "/api/") + version,
                new APIResourceListBuilder()
                    .withGroupVersion(version)
                    .withResources(List.copyOf(resources(members)))
                    .build()));
  }

  private static APIGroup group(String version) {
    String name = version.substring(0, version.indexOf('/'));
    String number = version.substring(version.indexOf('/') + 1);
    return new APIGroupBuilder()
        .withName(name)
        .addNewVersion(version, number)
        .withNewPreferredVersion(version, number)
        .build();
  }

  private static Set<APIResource> resources(List<HasMetadata> objects) {
    return objects.stream()
        .map(
            object ->
                new APIResourceBuilder()
                    .withName(object.getPlural())
                    .withSingularName(object.getSingular())
                    .withKind(object.getKind())
                    .withNamespaced(object instanceof Namespaced)
                    .withVerbs("create", "get", "patch", "list", "update", "delete")
                    .build())
        .collect(toSet());
  }

  private static void answer(KubernetesMockServer server, String path, Object body) {
    server.expect().get().withPath(path).andReturn(200, body).always();
    server.expect().get().withPath(path + "?timeout=32s").andReturn(200, body).always();
  }
}
