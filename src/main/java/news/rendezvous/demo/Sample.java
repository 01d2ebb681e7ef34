package news.rendezvous.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.LinkHash;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The documents of the sample as a function of the time. */
final class Sample {

  /** Slugs of the pictures. */
  static final List<String> PICTURES = List.of("dawn", "noon", "dusk", "night", "snow", "rain");

  /** A slug whose hash a text shows. */
  private static final Pattern SLUG = Pattern.compile("\\{([a-z-]+)}");

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
    Stream.concat(stories.keySet().stream(), PICTURES.stream())
        .forEach(slug -> slugs.put(link(slug), slug));
  }

  private static SampleTimetable timetable(
      SampleLanguage language, Instant start, Duration interval) {
    return new SampleTimetable(
        start, interval, language, language.stories(), language.notices());
  }

  /** A text of the resources. */
  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8).strip();
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Sample.class.getResourceAsStream("/demo/" + name)) {
      if (in == null) {
        throw new IllegalStateException("not in this build: /demo/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The hash by which references name a story or a picture. */
  static LinkHash link(String slug) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5"); // an identifier, not a secret
      byte[] digest = md5.digest(slug.getBytes(StandardCharsets.UTF_8));
      return new LinkHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** The bulletin, with hashes in place of slugs. */
  static String bulletin() {
    return SLUG.matcher(new String(bytes("bulletin.txt"), StandardCharsets.UTF_8))
        .replaceAll(slug -> Matcher.quoteReplacement(link(slug.group(1)).toString()));
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

  /** A picture as PNG. */
  static Optional<byte[]> picture(String slug) {
    return PICTURES.contains(slug)
        ? Optional.of(bytes("pictures/" + slug + ".png"))
        : Optional.empty();
  }

  /** The HTML page of a story, whether published yet or not: references lead to either. */
  Optional<String> page(String slug, String base) {
    return Optional.ofNullable(stories.get(slug))
        .or(() -> english.notices(slug))
        .or(() -> chinese.notices(slug))
        .map(story -> page(story, base));
  }

  private static String page(SampleStory story, String base) {
    Document page = Jsoup.parse(text("story.html"));
    page.title(story.title());
    page.select("link").attr("href", SampleSource.DEMO.permalink(base, story));
    page.select("h1").first().text(story.title());
    if (story.picture() != null) {
      String picture = base + "/demo/pictures/" + story.picture() + ".png";
      page.body().appendElement("img").attr("src", picture).attr("alt", "");
    }
    story.paragraphs().forEach(text -> page.body().appendElement("p").text(text));
    page.body().appendElement("p").appendElement("small").text(story.reporters());
    return page.outerHtml();
  }
}
