package news.rendezvous.ingest.poll.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reason of the time of the next poll. Its English text is what the poll-state topic stores and the
 * API answers; {@link #parse} is the inverse, so that a page can show it in another language.
 *
 * @param kind the sentence
 * @param values the values in it
 * @param skipsHours whether the poll was moved out of the hours that the feed asks to skip
 */
public record PollReason(Kind kind, List<String> values, boolean skipsHours) {

  private static final String SKIPPED = "; moved out of the hours that the feed asks to skip";
  private static final String SLOT = "%s";

  /** A sentence with slots for values. */
  public enum Kind {
    OWN_INTERVAL("its own interval of %s"),
    INTERVAL("the interval of %s"),
    MIN_INTERVAL("no source is polled more often than every %s"),
    FRESH("the answer is declared fresh for %s"),
    TIME_TO_LIVE("the feed asks for polls every %s"),
    PUSH("a hub delivers its news: checked every %s"),
    RATE("its stories come about every %s"),
    SILENCE("no story for %s"),
    OVERRUN("all entries were new: polled every %s"),
    REPETITION("the same document came again, without validators: polled every %s"),
    REPETITIONS("the same document came %s times again, without validators: polled every %s"),
    FAILURE("backing off after a failure"),
    FAILURES("backing off after %s failures in a row"),
    HOLD("Retry-After: the host is on hold for %s"),
    OLDER_PAGES("reads older pages of the feed, at most %s more"),
    GONE("gone: asked once a day for a week"),
    GONE_FOR_GOOD("gone for a week: no longer polled");

    private final String template;
    private final Pattern pattern;

    Kind(String template) {
      this.template = template;
      this.pattern =
          Pattern.compile(
              Arrays.stream(template.split(SLOT, -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining("([^;]+)")));
    }

    PollReason of(Object... values) {
      return new PollReason(this, Arrays.stream(values).map(String::valueOf).toList(), false);
    }

    private Optional<PollReason> parse(String text, boolean skipsHours) {
      Matcher matcher = pattern.matcher(text);
      return matcher.matches()
          ? Optional.of(
              new PollReason(
                  this,
                  IntStream.rangeClosed(1, matcher.groupCount()).mapToObj(matcher::group).toList(),
                  skipsHours))
          : Optional.empty();
    }
  }

  public PollReason {
    values = List.copyOf(values);
  }

  /** Reads the text of a reason; empty for one of another version. */
  public static Optional<PollReason> parse(String text) {
    boolean skipsHours = text.endsWith(SKIPPED);
    String sentence = skipsHours ? text.substring(0, text.length() - SKIPPED.length()) : text;
    return Arrays.stream(Kind.values())
        .flatMap(kind -> kind.parse(sentence, skipsHours).stream())
        .findFirst();
  }

  /** The reason of a plan that was moved out of skipped hours. */
  static String outsideOfSkippedHours(String reason) {
    return reason + SKIPPED;
  }

  /** The English text. */
  public String text() {
    String sentence = kind.template.formatted(values.toArray());
    return skipsHours ? outsideOfSkippedHours(sentence) : sentence;
  }
}
