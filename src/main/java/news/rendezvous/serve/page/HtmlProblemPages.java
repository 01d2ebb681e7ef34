package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.serve.http.Accept;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemPages;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageLanguage;

/** HTML representation of problem documents (RFC 9457). */
@ApplicationScoped
class HtmlProblemPages implements ProblemPages {

  private static final String HTML = "text/html";
  // The document comes first: only a client that prefers text/html gets the page.
  private static final List<String> TYPES = List.of(Problem.MEDIA_TYPE, "application/json", HTML);

  private final Layouts layouts;

  @Inject
  HtmlProblemPages(Layouts layouts) {
    this.layouts = layouts;
  }

  @Override
  public Optional<Page> page(
      Problem problem, List<String> accept, List<String> languages, String path) {
    return Accept.of(accept)
        .preferred(TYPES, List::of)
        .filter(HTML::equals)
        .map(type -> page(problem, PageLanguage.of(languages), path));
  }

  private Page page(Problem problem, PageLanguage language, String path) {
    Layout frame = layouts.frame(Layouts.root(path), "");
    LocalText heading = LocalText.of(problem.title(), language);
    LocalText detail = LocalText.of(problem.detail(), language);
    String html = language.render(Templates.refusal(frame, heading, detail));
    return new Page(html.getBytes(StandardCharsets.UTF_8), headers(language));
  }

  private static Map<String, String> headers(PageLanguage language) {
    Map<String, String> headers = new HashMap<>(SecurityHeaders.HEADERS);
    headers.put(HttpHeaders.CONTENT_LANGUAGE, language.tag());
    headers.put(HttpHeaders.VARY, "Accept, Accept-Language");
    return headers;
  }
}
