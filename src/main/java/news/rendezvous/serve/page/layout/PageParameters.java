package news.rendezvous.serve.page.layout;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Query parameters of a page. Empty ones are dropped, since a form sends its empty fields too.
 *
 * @param parameters in the order of the request
 */
public record PageParameters(List<Parameter> parameters) {

  /** No parameters. */
  public static final PageParameters EMPTY = new PageParameters(List.of());

  public PageParameters {
    parameters = List.copyOf(parameters);
  }

  /** A name and one value of it, decoded. */
  public record Parameter(String name, String value) {

    @Override
    public String toString() {
      return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  public static PageParameters of(Map<String, List<String>> decoded) {
    return new PageParameters(
        decoded.entrySet().stream()
            .flatMap(all -> all.getValue().stream().map(one -> new Parameter(all.getKey(), one)))
            .filter(parameter -> !parameter.value().isBlank())
            .distinct()
            .toList());
  }

  /** Keeps the parameters of these names. */
  public PageParameters only(String... names) {
    List<String> kept = List.of(names);
    return new PageParameters(parameters.stream().filter(p -> kept.contains(p.name())).toList());
  }

  public PageParameters with(String name, String value) {
    return new PageParameters(
        Stream.concat(parameters.stream(), Stream.of(new Parameter(name, value))).toList());
  }

  public PageParameters without(Parameter parameter) {
    return new PageParameters(parameters.stream().filter(p -> !p.equals(parameter)).toList());
  }

  /** The first value of a parameter, or an empty string. */
  public String first(String name) {
    return all(name).findFirst().orElse("");
  }

  Stream<String> all(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value);
  }

  public MultivaluedMap<String, String> decoded() {
    MultivaluedMap<String, String> decoded = new MultivaluedHashMap<>();
    parameters.forEach(parameter -> decoded.add(parameter.name(), parameter.value()));
    return decoded;
  }

  /** A path with these parameters. */
  public String at(String path) {
    return parameters.isEmpty() ? path : path + "?" + this;
  }

  @Override
  public String toString() {
    return parameters.stream().map(Objects::toString).collect(Collectors.joining("&"));
  }
}
