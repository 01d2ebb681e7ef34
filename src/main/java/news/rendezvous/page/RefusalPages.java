package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemPages;
import news.rendezvous.serve.Accept;

/** Makes pages of problems, in the style of all others. */
@ApplicationScoped
class RefusalPages implements ProblemPages {

  private static final String HTML = "text/html";
  // A client that does not say text/html is a program: it gets the document.
  private static final List<String> TYPES = List.of(Problem.MEDIA_TYPE, "application/json", HTML);

  private final Frames frames;

  @Inject
  RefusalPages(Frames frames) {
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
    Frame frame = frames.frame(Frames.root(path), "", problem.title());
    String html = Templates.refusal(new RefusalPage(frame, problem)).render();
    return new Page(html.getBytes(StandardCharsets.UTF_8), Policy.HEADERS);
  }
}
