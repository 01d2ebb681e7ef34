package news.rendezvous.launch;

import io.smallrye.config.ConfigValue;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value.
 *
 * @param name of the key, with the id in it where it is of a map
 * @param given the value, and where it comes from
 */
record Setting(ConfigKey key, String name, ConfigValue given) {

  private static final Pattern USER_INFO = Pattern.compile("://[^/?#]*@");

  /** The value as text; null for none. */
  @Nullable String value() {
    return given.getValue();
  }

  // Quarkus adds the defaults of mappings as a source of their own, below all others.
  boolean isGiven() {
    return value() != null && given.getConfigSourceOrdinal() > 0;
  }

  /** The same, or the default; null where there is neither. */
  @Nullable String effective() {
    String value = value();
    return value == null ? key.byDefault() : value;
  }

  /** A line that says what the value must be, such as {@code must be a number}. */
  String line(String form) {
    String shown = USER_INFO.matcher(Objects.requireNonNullElse(value(), "")).replaceAll("://…@");
    return "%s is '%s', but it %s".formatted(written(), shown, form);
  }

  /** The name as the operator wrote it: of a variable together with the key that it sets. */
  String written() {
    return written(name, given);
  }

  static String written(String name, ConfigValue given) {
    return GivenKeys.isFromEnvironment(given)
        ? "%s (%s)".formatted(ConfigKey.variable(name), name)
        : name;
  }
}
