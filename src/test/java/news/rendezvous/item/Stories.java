package news.rendezvous.item;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories for tests, by what they show. */
final class Stories {

  private Stories() {}

  static Story with(Attachment file) {
    return new StoryMaker()
        .title("Ferry")
        .contentText("Text")
        .attachments(List.of(file))
        .language("en")
        .build();
  }

  static Story showing(String html, @Nullable String image) {
    return new StoryMaker().title("Ferry").contentHtml(html).image(image).language("en").build();
  }
}
