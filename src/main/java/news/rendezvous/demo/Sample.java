package news.rendezvous.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The documents of the sample as a function of the time. */
final class Sample {

  private final SampleTimetable english;
  private final SampleTimetable chinese;
  private final Map<String, SampleStory> stories = new LinkedHashMap<>();
  private final Map<LinkHash, String> slugs = new LinkedHashMap<>();

  Sample(Instant start, Duration interval) {
    english = timetable(SampleLanguage.ENGLISH, start, interval);
    chinese = timetable(SampleLanguage.CHINESE, start, interval);
    Stream.of(english, chinese)
        .flatMap(timetable -> timetable.stories().stream())
        .forEach(story -> stories.put(story.slug(), story));
    Stream.concat(stories.keySet().stream(), SampleResources.PICTURES.stream())
        .forEach(slug -> slugs.put(SampleResources.link(slug), slug));
  }

  private static SampleTimetable timetable(
      SampleLanguage language, Instant start, Duration interval) {
    return new SampleTimetable(start, interval, language, language.stories(), language.notices());
  }

  /** The feed of a source at a time. */
  byte[] feed(SampleSource source, Instant now, String base) {
    SampleTimetable timetable = source == SampleSource.CHINESE ? chinese : english;
    return new SampleFeedWriter(source, base, this::title)
        .write(source == SampleSource.WIRE ? timetable.wired(now) : timetable.published(now));
  }

  /** The title of a story; for one that does not exist, the words of its slug. */
  private String title(String slug) {
    SampleStory story = stories.get(slug);
    return story == null ? slug.replace('-', ' ') : story.title();
  }

  /** The slug behind a reference. */
  Optional<String> slug(LinkHash link) {
    return Optional.ofNullable(slugs.get(link));
  }

  /** The place of a story in order of publication. */
  int place(String slug) {
    return List.copyOf(stories.keySet()).indexOf(slug);
  }

  /** The HTML page of a story, whether published yet or not: references lead to either. */
  Optional<String> page(String slug, String base) {
    return Optional.ofNullable(stories.get(slug))
        .or(() -> english.notices(slug))
        .or(() -> chinese.notices(slug))
        .map(story -> page(story, base));
  }

  private static String page(SampleStory story, String base) {
    Document page = Jsoup.parse(SampleResources.text("story.html"));
    page.title(story.title());
    page.select("link").attr("href", SampleSource.DEMO.permalink(base, story));
    page.expectFirst("h1").text(story.title());
    if (story.picture() != null) {
      String picture = base + "/demo/pictures/" + story.picture() + ".png";
      page.body().appendElement("img").attr("src", picture).attr("alt", "");
    }
    story.paragraphs().forEach(text -> page.body().appendElement("p").text(text));
    page.body().appendElement("p").appendElement("small").text(story.reporters());
    return page.outerHtml();
  }
}
