package news.rendezvous.serve.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.ViewItem;
import org.junit.jupiter.api.Test;

class FragmentCacheTest {

  private final List<String> made = new ArrayList<>();
  private final FragmentCache fragments = new FragmentCache(FeedFormatContract.ROOM, this::make);

  private byte[] make(NewsItem item, String base) {
    made.add(item.story().title());
    return (item.story().title() + base).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void areMadeOnceForARevision() {
    ViewItem first = SampleItems.held(linked("Draft"));
    ViewItem second = SampleItems.held(linked("Revised"));

    fragments.of(first, "https://a.example");
    fragments.of(first, "https://b.example");
    byte[] latest = fragments.of(second, "https://a.example");

    assertThat(made).containsExactly("Draft", "Revised");
    assertThat(latest).asString(StandardCharsets.UTF_8).isEqualTo("Revised");
  }

  @Test
  void nameTheServiceWhereAnItemHasNoLink() {
    ViewItem held = SampleItems.held(SampleItems.item(1, "Bare"));

    assertThat(fragments.of(held, "+a")).asString(StandardCharsets.UTF_8).isEqualTo("Bare+a");
    assertThat(fragments.of(held, "+b")).asString(StandardCharsets.UTF_8).isEqualTo("Bare+b");
  }

  private static NewsItem linked(String title) {
    return SampleItems.item(1, SampleItems.linked(title));
  }
}
