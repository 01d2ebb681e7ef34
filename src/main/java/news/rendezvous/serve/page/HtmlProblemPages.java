package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import news.rendezvous.serve.http.Accept;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemPages;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.layout.Layouts;

/** HTML representation of problem documents (RFC 9457). */
@ApplicationScoped
class HtmlProblemPages implements ProblemPages {

  private static final String HTML = "text/html";
  // The document comes first: only a client that prefers text/html gets the page.
  private static final List<String> TYPES = List.of(Problem.MEDIA_TYPE, "application/json", HTML);

  private final Layouts frames;

  @Inject
  HtmlProblemPages(Layouts frames) {
    this.frames = frames;
  }

  @Override
  public Optional<Page> page(Problem problem, List<String> accept, String path) {
    return Accept.of(accept)
        .preferred(TYPES, List::of)
        .filter(HTML::equals)
        .map(type -> page(problem, path));
  }

  private Page page(Problem problem, String path) {
    Layout frame = frames.frame(Layouts.root(path), "", problem.title());
    String html = Templates.refusal(frame, problem).render();
    return new Page(html.getBytes(StandardCharsets.UTF_8), SecurityHeaders.HEADERS);
  }
}
