package news.rendezvous.serve.http.problem;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;

/**
 * Value of {@code Allow}, which RFC 9110 section 15.5.6 requires in a 405 and Quarkus REST (3.33)
 * leaves out; from its routing tables.
 */
final class AllowedMethods {

  private AllowedMethods() {}

  /** The methods of the path of a request, in alphabetical order. */
  static Set<String> of(ResteasyReactiveRequestContext request) {
    RequestMapper<InitialMatch> classes =
        new RequestMapper<>(request.getDeployment().getClassMappers());
    String path = request.getPathWithoutPrefix();
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    Stream.iterate(classes.map(path), m -> m != null, m -> classes.continueMatching(path, m))
        .flatMap(AllowedMethods::methods)
        .forEach(methods::add);
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }

  private static Stream<String> methods(RequestMatch<InitialMatch> match) {
    String rest = match.remaining.isEmpty() ? "/" : match.remaining;
    return Stream.of(match.value.handlers)
        .filter(ClassRoutingHandler.class::isInstance)
        .map(ClassRoutingHandler.class::cast)
        .flatMap(routing -> routing.getMappers().entrySet().stream())
        // Sub-resource locators have no method.
        .filter(methods -> methods.getKey() != null && methods.getValue().map(rest) != null)
        .map(methods -> methods.getKey());
  }
}
