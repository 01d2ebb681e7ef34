package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Held;
import org.junit.jupiter.api.Test;

class FragmentsTest {

  private final List<String> made = new ArrayList<>();
  private final Fragments fragments = new Fragments(FeedFormatContract.ROOM, this::make);

  private byte[] make(NewsItem item) {
    made.add(item.story().title());
    return item.story().title().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void areMadeOnceForARevision() {
    Held first = Samples.held(Samples.item(1, "Draft"));
    Held second = Samples.held(Samples.item(1, "Revised"));

    fragments.of(first);
    fragments.of(first);
    byte[] latest = fragments.of(second);

    assertThat(made).containsExactly("Draft", "Revised");
    assertThat(latest).asString(StandardCharsets.UTF_8).isEqualTo("Revised");
  }
}
