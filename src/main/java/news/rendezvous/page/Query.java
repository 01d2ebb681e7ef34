package news.rendezvous.page;

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
record Query(List<Parameter> parameters) {

  /** No parameters. */
  static final Query EMPTY = new Query(List.of());

  Query {
    parameters = List.copyOf(parameters);
  }

  /** A name and one value of it, decoded. */
  record Parameter(String name, String value) {

    @Override
    public String toString() {
      return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
  }

  static Query of(Map<String, List<String>> decoded) {
    return new Query(
        decoded.entrySet().stream()
            .flatMap(all -> all.getValue().stream().map(one -> new Parameter(all.getKey(), one)))
            .filter(parameter -> !parameter.value().isBlank())
            .distinct()
            .toList());
  }

  /** Keeps the parameters of these names. */
  Query only(String... names) {
    List<String> kept = List.of(names);
    return new Query(parameters.stream().filter(p -> kept.contains(p.name())).toList());
  }

  Query with(String name, String value) {
    return new Query(
        Stream.concat(parameters.stream(), Stream.of(new Parameter(name, value))).toList());
  }

  Query without(Parameter parameter) {
    return new Query(parameters.stream().filter(p -> !p.equals(parameter)).toList());
  }

  /** The first value of a parameter, or an empty string. */
  String first(String name) {
    return all(name).findFirst().orElse("");
  }

  Stream<String> all(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).map(Parameter::value);
  }

  MultivaluedMap<String, String> decoded() {
    MultivaluedMap<String, String> decoded = new MultivaluedHashMap<>();
    parameters.forEach(parameter -> decoded.add(parameter.name(), parameter.value()));
    return decoded;
  }

  /** A path with these parameters. */
  String at(String path) {
    return parameters.isEmpty() ? path : path + "?" + this;
  }

  @Override
  public String toString() {
    return parameters.stream().map(Objects::toString).collect(Collectors.joining("&"));
  }
}
