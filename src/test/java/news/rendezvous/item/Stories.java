package news.rendezvous.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories for tests, by what they show. */
final class Stories {

  private Stories() {}

  static Story with(Attachment file) {
    return new Story(
        null,
        "Ferry",
        null,
        "Text",
        null,
        null,
        List.of(file),
        null,
        null,
        List.of(),
        List.of(),
        "en");
  }

  static Story showing(String html, @Nullable String image) {
    return new Story(
        null, "Ferry", html, null, null, image, List.of(), null, null, List.of(), List.of(), "en");
  }
}
