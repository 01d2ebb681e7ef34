package news.rendezvous.launch;

import io.smallrye.config.ConfigValue;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value.
 *
 * @param name name of the key; of a map key with the id in it
 * @param given the value and its config source
 */
record Setting(ConfigKey key, String name, ConfigValue given) {

  /** Keys whose values are never shown. */
  private static final Set<String> SECRETS =
      Set.of("rendezvous.admin.token", "rendezvous.admin.credentials-key");

  private static final Pattern USER_INFO = Pattern.compile("://[^/?#]*@");

  /** The value as text; null for none. */
  @Nullable String value() {
    return given.getValue();
  }

  // Quarkus adds the defaults of mappings as a config source with the lowest ordinal.
  boolean isGiven() {
    return value() != null && given.getConfigSourceOrdinal() > 0;
  }

  /** The value or its default; null for neither. */
  @Nullable String effective() {
    String value = value();
    return value == null ? key.byDefault() : value;
  }

  /** A message with the required form, such as {@code must be a number}. */
  String line(String form) {
    if (SECRETS.contains(key.name())) {
      return "%s is set to a value that is not shown, but it %s".formatted(written(), form);
    }
    String shown = USER_INFO.matcher(Objects.requireNonNullElse(value(), "")).replaceAll("://…@");
    return "%s is '%s', but it %s".formatted(written(), shown, form);
  }

  /** The name as the operator wrote it; of a variable together with its key. */
  String written() {
    return written(name, given);
  }

  static String written(String name, ConfigValue given) {
    return GivenKeys.isFromEnvironment(given)
        ? "%s (%s)".formatted(ConfigKey.variable(name), name)
        : name;
  }
}
