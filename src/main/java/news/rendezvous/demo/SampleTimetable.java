package news.rendezvous.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.rendezvous.demo.SampleLanguage.Notice;
import news.rendezvous.demo.SampleStory.Published;

/**
 * Publication times: some stories before the start, then one an interval, without end. Every third
 * of the new ones is a choice of notices, and after the last story all are. A pure function of the
 * time, without state.
 *
 * @param start when the sample was started
 * @param interval from one new story to the next, at least a second
 * @param stories in order of publication
 */
record SampleTimetable(
    Instant start,
    Duration interval,
    SampleLanguage language,
    List<SampleStory> stories,
    List<Notice> notices) {

  private static final int BEFORE_START = 12;
  private static final Duration GAP_BEFORE_START = Duration.ofMinutes(25);
  private static final int SHOWN = 30;
  private static final int INTERVALS_TO_CORRECTION = 4;
  private static final int INTERVALS_TO_WIRE = 3;
  private static final int NOTICES = 4;
  private static final Pattern NOTICES_SLUG = Pattern.compile("notices-([a-z]{2})-([0-9]{1,11})");

  SampleTimetable {
    stories = List.copyOf(stories);
    notices = List.copyOf(notices);
    // The slug of notices is their time in seconds.
    if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("rendezvous.demo-interval is under a second: " + interval);
    }
    if (stories.size() < BEFORE_START) {
      throw new IllegalArgumentException("not enough stories to begin with: " + stories.size());
    }
  }

  /** The stories in the feed at a time, newest first. */
  List<Published> published(Instant now) {
    return newest(now, n -> true, n -> published(n, now));
  }

  /** The stories in the feed of the wire service at a time, newest first: every fifth, later. */
  List<Published> wired(Instant now) {
    Duration lag = interval.multipliedBy(INTERVALS_TO_WIRE);
    return newest(
        now.minus(lag),
        n -> n % 5 == 2,
        n -> new Published(story(n).brief(), time(n).plus(lag), null));
  }

  private List<Published> newest(
      Instant now, LongPredicate selected, LongFunction<Published> published) {
    long intervals = Math.max(0, Duration.between(start, now).dividedBy(interval));
    return LongStream.iterate(BEFORE_START - 1 + intervals, n -> n >= 0, n -> n - 1)
        .filter(n -> selected.test(n) && !time(n).isAfter(now))
        .limit(SHOWN)
        .mapToObj(published)
        .toList();
  }

  private Published published(long n, Instant now) {
    Instant corrected = time(n).plus(interval.multipliedBy(INTERVALS_TO_CORRECTION));
    boolean isCorrected = n % 7 == 6 && !corrected.isAfter(now);
    return new Published(story(n), time(n), isCorrected ? corrected : null);
  }

  private Instant time(long n) {
    long since = n - BEFORE_START;
    return since < 0
        ? start.plus(GAP_BEFORE_START.multipliedBy(since))
        : start.plus(interval.multipliedBy(since + 1));
  }

  private SampleStory story(long n) {
    long since = n - BEFORE_START;
    boolean isNotices = since >= 0 && since % 3 == 2;
    long index = since < 0 ? n : n - (since + 1) / 3;
    return isNotices || index >= stories.size() ? notices(time(n)) : stories.get((int) index);
  }

  /** The notices of a second, which seeds the choice: always the same ones. */
  private SampleStory notices(Instant time) {
    List<Notice> chosen =
        new SplittableRandom(time.getEpochSecond())
            .ints(0, notices.size())
            .distinct()
            .limit(NOTICES)
            .mapToObj(notices::get)
            .toList();
    String hour = language.hour(time);
    String opening = language.phrase("notices-opening", hour);
    return new SampleStory(
        "notices-" + language.tag() + '-' + time.getEpochSecond(),
        language.phrase("notices-title", language.day(time), hour, chosen.get(0).head()),
        language.phrase("notices-clerk"),
        List.of("notices"),
        null,
        List.of(),
        Stream.concat(Stream.of(opening), chosen.stream().map(Notice::text)).toList());
  }

  /** The notices of a slug; empty for a slug of anything else. */
  Optional<SampleStory> notices(String slug) {
    Matcher form = NOTICES_SLUG.matcher(slug);
    return form.matches() && form.group(1).equals(language.tag())
        ? Optional.of(notices(Instant.ofEpochSecond(Long.parseLong(form.group(2)))))
        : Optional.empty();
  }
}
