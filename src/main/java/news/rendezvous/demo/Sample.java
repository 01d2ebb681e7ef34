package news.rendezvous.demo;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;

/** All that the sample has to show, as a function of the time. */
final class Sample {

  private final Programme english;
  private final Programme chinese;
  private final Map<String, Tale> tales = new LinkedHashMap<>();
  private final Map<Scene, Buffer> pictures = new EnumMap<>(Scene.class);
  private final References references;

  Sample(Instant start, Duration interval) {
    english = programme(Voice.ENGLISH, start, interval);
    chinese = programme(Voice.CHINESE, start, interval);
    Stream.of(english, chinese)
        .flatMap(programme -> programme.tales().stream())
        .forEach(tale -> tales.put(tale.slug(), tale));
    Stream.of(Scene.values()).forEach(scene -> pictures.put(scene, Buffer.buffer(scene.png())));
    references = new References(List.copyOf(tales.values()), pictures);
  }

  private static Programme programme(Voice voice, Instant start, Duration interval) {
    return new Programme(start, interval, Tale.readAll(voice), Notices.read(voice));
  }

  /** The feed of an outlet at a time. */
  byte[] feed(Outlet outlet, Instant now, String base) {
    Dialect dialect = new Dialect(outlet, base, this::title);
    return FeedDocument.write(dialect, stories(outlet, now));
  }

  private List<Told> stories(Outlet outlet, Instant now) {
    return switch (outlet) {
      case DEMO -> english.shown(now);
      case CHINESE -> chinese.shown(now);
      case WIRE -> english.carriedByWire(now);
    };
  }

  /** The title of a story; of one that was never written, what its slug says. */
  private String title(String slug) {
    Tale tale = tales.get(slug);
    return tale == null ? slug.replace('-', ' ') : tale.title();
  }

  /** The page of a story, told already or not: references lead to either. */
  Optional<String> page(String slug, String base) {
    return Optional.ofNullable(tales.get(slug))
        .or(() -> english.notices().find(slug))
        .or(() -> chinese.notices().find(slug))
        .map(tale -> StoryPage.of(tale, base));
  }

  /** A picture by its name, as PNG. */
  Optional<Buffer> picture(String slug) {
    return Scene.named(slug).map(pictures::get);
  }

  Optional<References.Answer> answer(LinkHash link, String base) {
    return references.answer(link, base);
  }
}
