package news.rendezvous.launch;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ClassIndex;
import org.junit.jupiter.api.Test;

/** The reference table of the configuration lists every key with its default. */
class ConfigurationReferenceTest {

  private static final Path TABLE = Path.of("src/main/docs/reference/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(rendezvous[^`]*)` \\| (.*?) \\| .+ \\|");

  @Test
  void listsEveryKeyWithItsDefault() throws IOException {
    TreeSet<String> documented =
        Files.readAllLines(TABLE).stream()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> row.group(1) + " = " + row.group(2).replace("`", ""))
            .collect(toCollection(TreeSet::new));

    TreeSet<String> declared =
        ClassIndex.annotatedWith(ConfigMapping.class).stream()
            .flatMap(type -> keys(type.getAnnotation(ConfigMapping.class).prefix(), type))
            .collect(toCollection(TreeSet::new));

    assertThat(documented).containsExactlyElementsOf(declared);
  }

  private static Stream<String> keys(String prefix, Class<?> mapping) {
    return Stream.of(mapping.getMethods())
        .filter(method -> !method.isSynthetic())
        .flatMap(method -> keys(prefix, method));
  }

  private static Stream<String> keys(String prefix, Method method) {
    String name = method.isAnnotationPresent(WithParentName.class) ? prefix : named(prefix, method);
    Class<?> type = method.getReturnType();
    if (type == Map.class) {
      ParameterizedType map = (ParameterizedType) method.getGenericReturnType();
      return keys(name + ".<id>", (Class<?>) map.getActualTypeArguments()[1]);
    }
    if (type.isInterface() && type.getName().startsWith("news.rendezvous")) {
      return keys(name, type);
    }
    WithDefault byDefault = method.getAnnotation(WithDefault.class);
    return Stream.of(name + " = " + (byDefault == null ? "–" : byDefault.value()));
  }

  private static String named(String prefix, Method method) {
    WithName given = method.getAnnotation(WithName.class);
    return prefix + "." + (given == null ? StringUtil.skewer(method.getName()) : given.value());
  }
}
