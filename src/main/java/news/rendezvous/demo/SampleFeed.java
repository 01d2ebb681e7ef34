package news.rendezvous.demo;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.SyndFeedOutput;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.demo.SampleTimetable.Published;
import org.jdom2.Element;
import org.jdom2.Namespace;

/**
 * A feed of the sample: all stories in order of publication and, as its last item, the form of the
 * notices, from a resource. ROME reads and writes it. In the texts {@code {time:PATTERN}} stands
 * for a time in UTC, and <code>{{…}}</code> for the correction of a story.
 */
final class SampleFeed {

  private static final Namespace ATOM =
      Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");
  private static final Pattern TIME = Pattern.compile("\\{time:([^}]+)}");
  private static final Pattern CORRECTION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
  private static final int NOTICES = 4;

  private final SampleSource source;
  private final SyndFeed feed;
  private final List<SyndEntry> stories;
  private final SyndEntry notices;

  /**
   * @param base scheme and authority of addresses
   */
  SampleFeed(SampleSource source, String base) {
    String text = SampleResources.text(source.id + ".xml").replace("{base}", base);
    try {
      this.feed = new SyndFeedInput().build(new StringReader(text));
    } catch (FeedException e) {
      throw new IllegalStateException("no feed: " + source.id, e);
    }
    int last = feed.getEntries().size() - 1;
    this.source = source;
    this.stories = feed.getEntries().subList(0, last);
    this.notices = feed.getEntries().get(last);
  }

  /** The names of the stories in addresses. */
  List<String> slugs() {
    return stories.stream().map(SampleFeed::slug).toList();
  }

  private static String slug(SyndEntry story) {
    return story.getUri().substring(story.getUri().lastIndexOf(':') + 1);
  }

  /** The document, in UTF-8; equal stories make equal bytes. */
  byte[] write(List<Published> published) {
    feed.setEntries(published.stream().flatMap(one -> entry(one).stream()).toList());
    try {
      // Pretty printing, unlike the compact format, keeps the line breaks of plain text.
      return new SyndFeedOutput()
          .outputString(feed, /* prettyPrint= */ true)
          .getBytes(StandardCharsets.UTF_8);
    } catch (FeedException e) {
      throw new IllegalStateException("a feed that ROME refuses to write", e);
    }
  }

  /** A story or choice of notices as published; empty for an unknown slug. */
  Optional<SyndEntry> entry(Published published) {
    String slug = published.slug();
    return slug.matches(source.noticesPrefix() + "[0-9]{1,11}")
        ? Optional.of(
            notices(Long.parseLong(slug.substring(source.noticesPrefix().length())), published))
        : stories.stream()
            .filter(story -> slug(story).equals(slug))
            .findFirst()
            .map(story -> filled(story, published, text -> text));
  }

  /** The notices of a second, which seeds the choice: always the same ones. */
  private SyndEntry notices(long second, Published published) {
    List<String[]> all = source.notices();
    List<String[]> chosen =
        new SplittableRandom(second)
            .ints(0, all.size())
            .distinct()
            .limit(source == SampleSource.WIRE ? NOTICES - 1 : NOTICES)
            .mapToObj(all::get)
            .toList();
    String texts = chosen.stream().map(notice -> notice[1]).collect(Collectors.joining("\n\n"));
    SyndEntry entry =
        filled(
            notices,
            new Published("", Instant.ofEpochSecond(second), published.corrected()),
            text ->
                text.replace("{headline}", chosen.get(0)[0])
                    .replace("{second}", String.valueOf(second))
                    .replace("{notices}", texts));
    entry.setPublishedDate(Date.from(published.at()));
    return entry;
  }

  private static SyndEntry filled(
      SyndEntry form, Published published, UnaryOperator<String> marks) {
    SyndEntry entry = new SyndEntryImpl();
    entry.copyFrom(form);
    entry.setPublishedDate(Date.from(published.at()));
    entry.setTitle(timed(marks.apply(form.getTitle()), published.at()));
    entry.setLink(marks.apply(form.getLink()));
    entry.setUri(marks.apply(form.getUri()));
    Stream.concat(Stream.of(entry.getDescription()), entry.getContents().stream())
        .forEach(body -> body.setValue(text(marks.apply(body.getValue()), published)));
    if (published.corrected() != null) {
      entry
          .getForeignMarkup()
          .add(new Element("updated", ATOM).setText(published.corrected().toString()));
    }
    return entry;
  }

  private static String text(String form, Published published) {
    Instant corrected = published.corrected();
    String text =
        CORRECTION
            .matcher(form)
            .replaceAll(mark -> corrected == null ? "" : timed(mark.group(1), corrected));
    return timed(text, published.at());
  }

  private static String timed(String text, Instant time) {
    return TIME.matcher(text)
        .replaceAll(
            mark ->
                DateTimeFormatter.ofPattern(mark.group(1), Locale.ENGLISH)
                    .format(time.atOffset(ZoneOffset.UTC)));
  }
}
