package news.rendezvous.serve.query;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.view.FilterConfig;
import org.jspecify.annotations.Nullable;

/** Decoded query parameters of a request; unknown ones are ignored. */
public record Parameters(Map<String, List<String>> values) {

  /** Characters of a name in a problem document. */
  private static final int LONGEST_NAME = 64;

  /**
   * Parses a query string (WHATWG URL Standard, section 5.1). Not with Netty's parser, which
   * ignores all parameters after the 1024th.
   *
   * @param query with valid percent-encoding; null for none
   */
  public static Parameters of(@Nullable String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Stream.of(Objects.requireNonNullElse(query, "").split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .forEach(
            parameter ->
                values
                    .computeIfAbsent(decoded(name(parameter)), x -> new ArrayList<>())
                    .add(decoded(value(parameter))));
    return new Parameters(values);
  }

  public static Parameters current() {
    return of(RequestPath.query());
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  public Optional<String> single(String name) {
    if (all(name).size() > 1) {
      throw invalid(name, "must not be repeated");
    }
    return all(name).stream().findFirst();
  }

  /**
   * Limits the length of a query string and the repetitions of a parameter: links in responses
   * repeat the query.
   *
   * @throws ProblemException (400) where it exceeds a limit, with the parameter that takes most
   */
  public static void requireFits(@Nullable String query, FilterConfig bounds) {
    String text = Objects.requireNonNullElse(query, "");
    most(text, parameter -> 1)
        .filter(often -> often.getValue() > bounds.maxValues())
        .ifPresent(
            often -> {
              throw invalid(
                  often.getKey(),
                  "has %d values; it may have at most %d"
                      .formatted(often.getValue(), bounds.maxValues()));
            });
    if (text.length() > bounds.maxLength()) {
      throw invalid(
          most(text, String::length).map(Map.Entry::getKey).orElse(""),
          "makes the parameters %d characters long together; they may have at most %d"
              .formatted(text.length(), bounds.maxLength()));
    }
  }

  private static Optional<Map.Entry<String, Integer>> most(
      String query, ToIntFunction<String> weight) {
    return Stream.of(query.split("&"))
        .filter(parameter -> !parameter.isEmpty())
        .collect(groupingBy(Parameters::shownName, summingInt(weight)))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue());
  }

  private static String shownName(String parameter) {
    String name = name(parameter);
    return name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  private static String name(String parameter) {
    return parameter.substring(0, (parameter + '=').indexOf('='));
  }

  private static String value(String parameter) {
    return parameter.substring(Math.min(name(parameter).length() + 1, parameter.length()));
  }

  public static ProblemException invalid(String name, String expected) {
    return new ProblemException(Problem.invalidParameter(name, expected));
  }
}
