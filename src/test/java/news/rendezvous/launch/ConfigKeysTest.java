package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigKeysTest {

  @Test
  void listsEveryMapping() {
    List<Class<?>> all =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("news.rendezvous")
                .stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .<Class<?>>map(JavaClass::reflect)
                .toList();

    assertThat(ConfigKeys.MAPPINGS).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void readsNamesAndTypes() {
    assertThat(ConfigKeys.all())
        .extracting(key -> key.name() + " " + key.type().getSimpleName())
        .contains(
            "rendezvous.resolve.wait Duration",
            "rendezvous.fetch.allowed-networks Cidr",
            "rendezvous.poll.readers int",
            "rendezvous.embedded-kafka.port int",
            "rendezvous.sources.*.url String");
  }
}
