package news.rendezvous.launch;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key, as declared by a mapping interface.
 *
 * @param name dotted name, with {@link #ANY} in place of a map key
 * @param method of the mapping interface, which declares type, default and bounds
 */
record ConfigKey(String name, Method method) {

  /** Wildcard segment for a map key. */
  static final String ANY = "*";

  // One segment of a variable's name; a quoted one, of several words, is between two additional
  // underscores (MicroProfile Config 3.1, "Environment Variables Mapping Rules").
  private static final String ANY_IN_VARIABLE = "([A-Z0-9]+|_[A-Z0-9_]+_)";
  private static final String ANY_SEGMENT = "(\"[^\"]+\"|[^.\"]+)";

  String named(String id) {
    return name.replace(ANY, id.matches("[A-Za-z0-9_-]+") ? id : '"' + id + '"');
  }

  boolean isOfMap() {
    return name.contains(ANY);
  }

  /** The map's own name, such as {@code rendezvous.sources}. */
  String map() {
    return name.substring(0, name.indexOf(ANY) - 1);
  }

  /** True without a default, unless the type is optional. */
  boolean isRequired() {
    return byDefault() == null && !isOptional();
  }

  boolean isOptional() {
    return List.of(Optional.class, OptionalInt.class, OptionalLong.class)
        .contains(method.getReturnType());
  }

  boolean isList() {
    Type inner = isOptional() ? argument(method.getGenericReturnType()) : method.getReturnType();
    return raw(inner) == List.class;
  }

  @Nullable String byDefault() {
    WithDefault given = method.getAnnotation(WithDefault.class);
    return given == null ? null : given.value();
  }

  Class<?> type() {
    return type(method.getGenericReturnType());
  }

  private static Class<?> type(Type declared) {
    Class<?> raw = raw(declared);
    if (raw == OptionalInt.class) {
      return int.class;
    }
    if (raw == OptionalLong.class) {
      return long.class;
    }
    return raw == Optional.class || raw == List.class ? type(argument(declared)) : raw;
  }

  private static Type argument(Type declared) {
    return declared instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  private static Class<?> raw(Type declared) {
    Type type = declared instanceof ParameterizedType generic ? generic.getRawType() : declared;
    return (Class<?>) type;
  }

  Pattern variables() {
    return Pattern.compile(
        variable(name).replace(variable(ANY), ANY_IN_VARIABLE) + (isList() ? "(_\\d+_)?" : ""));
  }

  Pattern properties() {
    return Pattern.compile(
        Pattern.quote(name).replace(ANY, "\\E" + ANY_SEGMENT + "\\Q")
            + (isList() ? "(\\[\\d+\\])?" : ""));
  }

  /** The environment variable of a dotted name. */
  static String variable(String name) {
    return name.replace(ANY, "<ID>").replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
  }
}
