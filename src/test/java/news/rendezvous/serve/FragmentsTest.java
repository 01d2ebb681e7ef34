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

  private byte[] make(NewsItem item, String base) {
    made.add(item.story().title());
    return (item.story().title() + base).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void areMadeOnceForARevision() {
    Held first = Samples.held(linked("Draft"));
    Held second = Samples.held(linked("Revised"));

    fragments.of(first, "https://a.example");
    fragments.of(first, "https://b.example");
    byte[] latest = fragments.of(second, "https://a.example");

    assertThat(made).containsExactly("Draft", "Revised");
    assertThat(latest).asString(StandardCharsets.UTF_8).isEqualTo("Revised");
  }

  @Test
  void nameTheServiceWhereAnItemHasNoLink() {
    Held held = Samples.held(Samples.item(1, "Bare"));

    assertThat(fragments.of(held, "+a")).asString(StandardCharsets.UTF_8).isEqualTo("Bare+a");
    assertThat(fragments.of(held, "+b")).asString(StandardCharsets.UTF_8).isEqualTo("Bare+b");
  }

  private static NewsItem linked(String title) {
    return Samples.item(1, Samples.linked(title));
  }
}
