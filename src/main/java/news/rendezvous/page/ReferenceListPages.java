package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import news.rendezvous.serve.ReferenceAnswer;
import news.rendezvous.serve.ReferencePages;
import news.rendezvous.serve.Representation;

/** HTML representation of {@code /getUrls}. */
@ApplicationScoped
class ReferenceListPages implements ReferencePages {

  private final Frames frames;

  @Inject
  ReferenceListPages(Frames frames) {
    this.frames = frames;
  }

  @Override
  public Representation page(List<ReferenceAnswer> references, List<String> unknown) {
    String root = Frames.root();
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
    return Policy.HEADERS.entrySet().stream()
        .filter(header -> !header.getKey().equals("Cache-Control"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
