package news.rendezvous.serve.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import news.rendezvous.serve.api.ReferenceAnswer;
import news.rendezvous.serve.api.ReferencePages;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.Layouts;

/** HTML representation of {@code /getUrls}. */
@ApplicationScoped
class HtmlReferencePages implements ReferencePages {

  private final Layouts frames;

  @Inject
  HtmlReferencePages(Layouts frames) {
    this.frames = frames;
  }

  @Override
  public Representation page(List<ReferenceAnswer> references, List<String> unknown) {
    String root = Layouts.root();
    List<ReferenceEntry> entries =
        references.stream().map(reference -> ReferenceEntry.of(reference, root)).toList();
    return new Representation(
        Templates.references(frames.frame("stories", "References"), entries, unknown)
            .render()
            .getBytes(StandardCharsets.UTF_8),
        "text/html;charset=UTF-8");
  }

  // Without Cache-Control, which the response has for every representation.
  @Override
  public Map<String, String> headers() {
    return SecurityHeaders.HEADERS.entrySet().stream()
        .filter(header -> !header.getKey().equals("Cache-Control"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
