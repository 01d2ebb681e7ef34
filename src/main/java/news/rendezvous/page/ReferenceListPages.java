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

/** Makes the pages of {@code /getUrls}, for people who follow a reference. */
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
    ReferenceList list =
        new ReferenceList(
            frames.frame("stories", "References"),
            references.stream().map(reference -> ReferenceEntry.of(reference, root)).toList(),
            unknown);
    return new Representation(
        Templates.references(list).render().getBytes(StandardCharsets.UTF_8),
        "text/html;charset=UTF-8");
  }

  // How long it is fresh is what the answer says for data too.
  @Override
  public Map<String, String> headers() {
    return Policy.HEADERS.entrySet().stream()
        .filter(header -> !header.getKey().equals("Cache-Control"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
