package news.rendezvous.demo;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/** A language of the sample: its stories, and the set phrases of the dialect. Times are in UTC. */
enum SampleLanguage {
  ENGLISH("en"),
  CHINESE("zh");

  private final String tag;

  @SuppressWarnings("ImmutableEnumChecker") // read once, in the constructor
  private final Properties phrases = new Properties();

  private final DateTimeFormatter day;

  SampleLanguage(String tag) {
    this.tag = tag;
    try {
      phrases.load(new StringReader(SampleResources.text("phrases." + tag + ".properties")));
    } catch (IOException e) {
      throw new UncheckedIOException("read from memory", e);
    }
    this.day = DateTimeFormatter.ofPattern(phrases.getProperty("day"), Locale.ENGLISH);
  }

  /** Language tag (BCP 47). */
  String tag() {
    return tag;
  }

  /** A phrase with its gaps filled. */
  String phrase(String name, String... parts) {
    return String.format(Locale.ROOT, phrases.getProperty(name), (Object[]) parts);
  }

  String day(Instant time) {
    return day.format(time.atOffset(ZoneOffset.UTC));
  }

  String hour(Instant time) {
    return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(time.atOffset(ZoneOffset.UTC));
  }

  /** The stories in order of publication. */
  List<SampleStory> stories() {
    return Stream.of(SampleResources.text("stories." + tag + ".txt").split("\n---\n"))
        .map(SampleStory::parse)
        .toList();
  }

  /** Small notices, each as a headline and a text. */
  List<Notice> notices() {
    return SampleResources.text("notices." + tag + ".txt")
        .lines()
        .map(line -> line.split(" \\| ", 2))
        .map(parts -> new Notice(parts[0], parts[1]))
        .toList();
  }

  /** A small notice. */
  record Notice(String head, String text) {}
}
